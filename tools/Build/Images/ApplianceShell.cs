namespace GuestCtl.Build.Images;

/// <summary>Runs a command line inside the GuestCtl appliance with one raw image attached read-write as /dev/sda.</summary>
internal sealed class ApplianceShell(string guestctl, string image)
{
    /// <summary>Returns what the command line printed, warnings too; a failure is an error that holds it.</summary>
    public Task<string> RunAsync(string commandLine, CancellationToken cancellation) =>
        Tool.RunAsync(guestctl, Arguments(image, commandLine), cancellation);

    public static IReadOnlyList<string> Arguments(string image, string commandLine) => ["debug-sh", "-a", image, "--", commandLine];
}
