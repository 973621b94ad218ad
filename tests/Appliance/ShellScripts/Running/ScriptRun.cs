using System.Diagnostics;
using System.Text;

namespace GuestCtl.ShellScripts;

/// <summary>Runs scripts with one guestfish, each in a directory of its own.</summary>
/// <param name="programs">The directory that has the guestfish; it comes first in the search path.</param>
/// <param name="disks">Makes the disks.</param>
/// <param name="images">The directory of the build program's images.</param>
/// <param name="deadline">How long one script may run.</param>
public sealed class ScriptRun(string programs, ScriptDisks disks, string images, TimeSpan deadline)
{
    /// <summary>Runs a script to its end, and shows what it did.</summary>
    public async Task<string> AnswerAsync(GuestfishScript script, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("guestctl-script-").FullName;
        try
        {
            await PrepareAsync(script, directory, cancellation);
            var run = await RunAsync(script.Command, directory, cancellation);
            var after = script.After.Length > 0 ? await RunAsync(script.After, directory, cancellation) : new Result("0", [], []);
            return ScriptAnswer.Render(
                script,
                run.Exit,
                ("stdout", WithoutDirectory(run.Output, directory)),
                ("stderr", WithoutDirectory(run.Error, directory)),
                ("after", WithoutDirectory([.. after.Output, .. after.Error], directory)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task PrepareAsync(GuestfishScript script, string directory, CancellationToken cancellation)
    {
        await File.WriteAllBytesAsync(Path.Combine(directory, "script.gf"), script.Content, cancellation);
        foreach (var disk in script.Disks)
        {
            await disks.CopyAsync(disk, Path.Combine(directory, disk), cancellation);
        }

        foreach (var image in script.Images)
        {
            File.CreateSymbolicLink(Path.Combine(directory, image), Path.Combine(images, image));
        }
    }

    // Nothing of the caller's environment may show in an answer.
    private async Task<Result> RunAsync(string command, string directory, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        start.Environment.Clear();
        start.Environment["PATH"] = $"{programs}:/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["HOME"] = directory;
        start.Environment["XDG_CACHE_HOME"] = cache;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        start.Environment["PAGER"] = "cat";
        start.Environment["LIBGUESTFS_BACKEND"] = "direct";
        start.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var stopper = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stopper.CancelAfter(deadline);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        try
        {
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(output, stopper.Token),
                process.StandardError.BaseStream.CopyToAsync(error, stopper.Token),
                process.WaitForExitAsync(stopper.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new Result($"none: stopped after {deadline.TotalSeconds:0} seconds", output.ToArray(), error.ToArray());
        }

        return new Result(process.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture), output.ToArray(), error.ToArray());
    }

    private static byte[] WithoutDirectory(byte[] bytes, string directory)
        => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(directory, "DIRECTORY", StringComparison.Ordinal));

    private sealed record Result(string Exit, byte[] Output, byte[] Error);
}
