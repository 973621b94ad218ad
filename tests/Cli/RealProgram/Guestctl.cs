using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>The program as it is delivered, run as a process.</summary>
internal static class Guestctl
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(SourceDirectory(), "..", "..", ".."));

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    private static string Program { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("GUESTCTL_BIN") ?? Path.Combine(Repository, "artifacts", "bin"), "guestctl");

    private static string Images { get; } = Environment.GetEnvironmentVariable("GUESTCTL_TEST_IMAGES") is { Length: > 0 } shared
        ? shared
        : Path.Combine(Repository, "artifacts", "images");

    /// <summary>One of the images that the build program makes; without it the test is skipped, and fails in CI.</summary>
    public static string Image(string name)
    {
        var path = Path.Combine(Images, name);
        Assert.SkipUnless(IsCi || File.Exists(path), $"There is no {path}: run ./build.sh demo, or set GUESTCTL_TEST_IMAGES.");
        return path;
    }

    public static ProcessStartInfo Start(params string[] arguments)
    {
        Assert.SkipUnless(IsCi || File.Exists(Program), $"There is no {Program}: run ./build.sh build.");
        return new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1, StandardErrorEncoding = Encoding.UTF8,
        };
    }

    /// <summary>Runs it to its end. The output is one character for each byte.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string SourceDirectory([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
