using System.Diagnostics;

namespace GuestCtl.ShellScripts;

/// <summary>Makes each disk once, by its shell script in the folder Disks, and gives out copies.</summary>
/// <param name="recipes">The folder Disks.</param>
public sealed class ScriptDisks(string recipes) : IDisposable
{
    private readonly string _made = Directory.CreateTempSubdirectory("guestctl-disks-").FullName;

    public async Task CopyAsync(string disk, string destination, CancellationToken cancellation)
    {
        var original = Path.Combine(_made, disk);
        if (!File.Exists(original))
        {
            await RunAsync("/bin/sh", ["-e", Path.Combine(recipes, Path.ChangeExtension(disk, ".sh")), original], cancellation);
        }

        await RunAsync("/bin/cp", ["--sparse=always", original, destination], cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_made, recursive: true);

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}{await output}");
        }
    }
}
