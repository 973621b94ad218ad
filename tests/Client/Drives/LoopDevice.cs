using System.Diagnostics;

namespace GuestCtl.Client.Tests.Drives;

/// <summary>A block device of the host over a file, where the system lets us have one.</summary>
internal sealed class LoopDevice : IDisposable
{
    private LoopDevice(string path) => Path = path;

    public string Path { get; }

    public static LoopDevice? TryAttach(string file) =>
        File.Exists("/dev/loop-control") && Run("--find", "--show", file) is { Length: > 0 } path ? new LoopDevice(path) : null;

    public void Dispose() => Run("--detach", Path);

    private static string? Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("losetup", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
