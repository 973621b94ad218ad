namespace GuestCtl.Daemon.Boot;

/// <summary>The appliance cannot start. The message ends up on the console, whose tail the host reports.</summary>
internal sealed class BootException(string message) : Exception(message);
