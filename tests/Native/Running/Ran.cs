using System.Text;
using CliWrap;

namespace GuestCtl.Native.Tests.Running;

/// <summary>What a program did.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Ran(int Code, string Output, string Error)
{
    // The slowest of them launches three appliances under software emulation, on a busy machine.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    /// <summary>Runs a program on our library.</summary>
    public static Task<Ran> OnOursAsync(string program, IEnumerable<string> arguments, string input = "", string? directory = null)
    {
        TestMachine.NeedLibrary();
        return RunAsync(program, arguments, TestMachine.Native, input, directory);
    }

    /// <summary>Runs a program with the libraries of a directory before all others; null for the system's own.</summary>
    public static async Task<Ran> RunAsync(string program, IEnumerable<string> arguments, string? libraries, string input = "", string? directory = null)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        using var deadline = new CancellationTokenSource(Deadline);
        var result = await Cli.Wrap(program).WithArguments(arguments)
            .WithWorkingDirectory(directory ?? Environment.CurrentDirectory)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = libraries, ["LC_ALL"] = "C.UTF-8" })
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(deadline.Token);
        return new Ran(result.ExitCode, output.ToString(), error.ToString());
    }

    /// <summary>Checks that it ended well and said nothing but this.</summary>
    public void Said(params string[] lines)
    {
        Assert.Equal(string.Concat(lines.Select(line => line + "\n")), Output);
        Assert.Equal(0, Code);
    }
}
