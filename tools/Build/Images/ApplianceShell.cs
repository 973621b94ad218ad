namespace GuestCtl.Build.Images;

/// <summary>Runs a command line inside the GuestCtl appliance with one image attached read-write as /dev/sda.</summary>
internal sealed class ApplianceShell(string guestctl, string image)
{
    /// <summary>Copies host files onto devices of the appliance, then runs the command line and returns what it printed.</summary>
    public Task<string> RunAsync(string commandLine, IEnumerable<(string File, string Device)> uploads, CancellationToken cancellation) =>
        Tool.RunAsync(guestctl, Arguments(image, commandLine, uploads), cancellation);

    public static IReadOnlyList<string> Arguments(string image, string commandLine, IEnumerable<(string File, string Device)> uploads) =>
        ["debug-sh", "-a", image, .. uploads.SelectMany(upload => new[] { "--upload", $"{upload.File}:{upload.Device}" }), "--", commandLine];
}
