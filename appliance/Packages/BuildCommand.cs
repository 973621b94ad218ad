using System.ComponentModel;
using CliWrap;

namespace GuestCtl.Appliances.Packages;

/// <summary>Runs one program of a build and turns its failure into an error that carries what it printed.</summary>
internal sealed class BuildCommand(string purpose, string program, IReadOnlyList<string> arguments)
{
    // Enough for apt's summary of what failed; more would bury it.
    private const int TailLines = 15;

    /// <summary>Environment on top of the caller's; null takes a variable away.</summary>
    internal Dictionary<string, string?> Environment { get; } = new()
    {
        ["LC_ALL"] = "C",
        ["LD_PRELOAD"] = null,
        ["LD_LIBRARY_PATH"] = null,
        ["DEBIAN_FRONTEND"] = "noninteractive",
    };

    /// <summary>What the user can do about a failure, for the end of the message.</summary>
    internal string Advice { get; init; } = "";

    /// <summary>Runs it, giving each line of standard output to <paramref name="onLine"/>.</summary>
    internal async Task RunAsync(Action<string>? onLine, CancellationToken cancel)
    {
        var tail = new Queue<string>();
        var errors = PipeTarget.ToDelegate(line =>
        {
            lock (tail)
            {
                tail.Enqueue(line);
                if (tail.Count > TailLines)
                    tail.Dequeue();
            }
        });
        // Standard output is always piped: a child that outlives a killed builder then stops at its next line.
        var command = Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(onLine ?? (_ => { })))
            .WithStandardErrorPipe(errors);
        try
        {
            var result = await command.ExecuteAsync(cancel).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw Failure($"failed with exit code {result.ExitCode}", tail);
        }
        catch (Win32Exception e)
        {
            throw new ApplianceBuildException($"{purpose}: could not start {program}: {e.Message}", e);
        }
    }

    private ApplianceBuildException Failure(string what, Queue<string> tail)
    {
        var errors = string.Join('\n', tail);
        var advice = errors.Contains("No space left on device", StringComparison.Ordinal) ? DiskFull.Advice : Advice;
        return new ApplianceBuildException($"{purpose}: {program} {what}.\n{errors}\n{advice}".TrimEnd());
    }
}
