using System.Text;
using CliWrap;

namespace GuestCtl.Build;

/// <summary>Runs other programs: argument lists only, and an error that carries the command and the end of its output.</summary>
internal static class Tool
{
    // Enough to hold a compiler's or apt's complaint, and not a whole log.
    private const int ShownLines = 60;

    /// <summary>PATH with the administrator's folders added: mke2fs and sfdisk live there, and an ordinary user's PATH lacks them.</summary>
    public static string SearchPath =>
        string.Join(Path.PathSeparator, Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", "/usr/sbin", "/sbin");

    /// <summary>Runs a program and returns its standard output; a non-zero exit is an error.</summary>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, Action<ToolOptions>? options = null)
    {
        var chosen = new ToolOptions();
        options?.Invoke(chosen);
        var output = new StringBuilder();
        var everything = new StringBuilder();
        var command = Describe(program, arguments, chosen)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => { Add(output, line); Add(everything, line); }, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Add(everything, line), Encoding.UTF8));
        var result = await command.ExecuteAsync(cancellation);
        return result.ExitCode == 0
            ? output.ToString()
            : throw new BuildException($"{command} ended with exit code {result.ExitCode}:{Environment.NewLine}{Tail(everything.ToString())}");
    }

    /// <summary>Runs a program whose output goes straight to the user, and returns its exit code.</summary>
    public static async Task<int> ShowAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, Action<ToolOptions>? options = null)
    {
        var chosen = new ToolOptions();
        options?.Invoke(chosen);
        await using var standardOutput = Console.OpenStandardOutput();
        await using var standardError = Console.OpenStandardError();
        var result = await Describe(program, arguments, chosen)
            .WithStandardOutputPipe(PipeTarget.ToStream(standardOutput, autoFlush: true))
            .WithStandardErrorPipe(PipeTarget.ToStream(standardError, autoFlush: true))
            .ExecuteAsync(cancellation);
        return result.ExitCode;
    }

    public static string? Find(string program) => SearchPath.Split(Path.PathSeparator)
        .Where(directory => directory.Length > 0)
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);

    private static Command Describe(string program, IEnumerable<string> arguments, ToolOptions options)
    {
        if (!program.Contains('/') && Find(program) is null)
        {
            throw new BuildException($"{program} is not installed. Run ./build.sh setup.");
        }

        return Cli.Wrap(program.Contains('/') ? program : Find(program)!)
            .WithArguments(arguments)
            .WithWorkingDirectory(options.Directory ?? Environment.CurrentDirectory)
            .WithEnvironmentVariables(new Dictionary<string, string?>(options.Environment) { ["PATH"] = SearchPath })
            .WithStandardInputPipe(options.Input is null ? PipeSource.Null : PipeSource.FromString(options.Input))
            .WithValidation(CommandResultValidation.None);
    }

    private static void Add(StringBuilder builder, string line)
    {
        lock (builder)
        {
            builder.Append(line).Append('\n');
        }
    }

    // MSBuild says every error twice, once where it happened and once in its summary.
    private static string Tail(string text) => string.Join('\n', text.TrimEnd().Split('\n').Distinct().TakeLast(ShownLines));
}
