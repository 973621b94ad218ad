namespace GuestCtl.Server;

/// <summary>How the program ends; service managers depend on the numbers (docs/server.md).</summary>
internal static class ExitCode
{
    /// <summary>It was asked to end, and the handle is closed.</summary>
    public const int Ok = 0;

    /// <summary>An image cannot be used, or the address cannot be listened on.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The appliance could not be built or launched, or was lost.</summary>
    public const int Appliance = 3;
}
