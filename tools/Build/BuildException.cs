namespace GuestCtl.Build;

/// <summary>A failure whose message is meant for the person at the keyboard; no stack trace is shown for it.</summary>
internal sealed class BuildException(string message) : Exception(message);
