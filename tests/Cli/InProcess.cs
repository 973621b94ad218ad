using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Tests;

/// <summary>Runs the command line within the test process.</summary>
internal static class InProcess
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var output = new MemoryStream();
        var error = new StringWriter { NewLine = "\n" };
        using var streams = new Streams(output, error);
        var code = await new CommandLine(streams).RunAsync(arguments);
        return (code, System.Text.Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
