using CliWrap;
using CliWrap.Buffered;
using System.Runtime.CompilerServices;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>Compiles the small C programs of these tests.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal static class CProgram
{
    /// <summary>Compiles one, statically linked, into a directory that every user can read.</summary>
    public static async Task<string> CompileAsync(string name, string directory)
    {
        var program = Path.Combine(directory, name);
        var result = await Cli.Wrap("gcc").WithArguments(["-static", "-O1", "-w", "-o", program, Path.Combine(SourceDirectory(), "Programs", name + ".c")])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardError);
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        return program;
    }

    private static string SourceDirectory([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
