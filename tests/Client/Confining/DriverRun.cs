using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>Runs <see cref="ConfinedDriver"/> in a process of its own.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal static class DriverRun
{
    // A .NET program, its QEMU, and a machine with other tests on it.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>An ordinary user: nobody's number on any system that tests run on.</summary>
    public const string OtherUser = "61235";

    /// <summary>Words that make a program that user's, for root.</summary>
    public static string[] AsOther => ["setpriv", "--reuid", OtherUser, "--regid", OtherUser, "--clear-groups", "--"];

    /// <summary>Copies this program to where every user can read it.</summary>
    public static string CopyProgram(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            var copy = Path.Combine(directory, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, (UnixFileMode)0b111_101_101);
        }

        return Path.Combine(directory, Path.GetFileName(Environment.ProcessPath!));
    }

    /// <summary>Runs it.</summary>
    /// <param name="program">The driver, or a copy of it.</param>
    /// <param name="before">Words to run it by, such as <c>setpriv</c>.</param>
    /// <param name="request">What it is to start.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> before, params string[] request)
    {
        string[] words = [.. before, program];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[ConfinedDriver.Variable] = string.Join(ConfinedDriver.Separator, request);
        start.Environment["GUESTCTL_TEST_SECRET"] = "secret";
        start.Environment.Remove("XDG_RUNTIME_DIR");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await output}{await errors}");
        return await output;
    }
}
