using System.CommandLine;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>A command with examples in its help, whose failures end as one line and an exit code.</summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(Streams streams, string name, string description)
        : base(name, description)
    {
        Streams = streams;
        SetAction(async (arguments, cancellation) => await GuardAsync(arguments, cancellation).ConfigureAwait(false));
    }

    /// <summary>Command lines with what they do, for the help.</summary>
    public IReadOnlyList<(string CommandLine, string Effect)> Examples { get; protected init; } = [];

    protected Streams Streams { get; }

    /// <summary>Whether the user asked to hear more.</summary>
    protected virtual bool IsVerbose(ParseResult arguments) => false;

    protected abstract Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation);

    private async Task<int> GuardAsync(ParseResult arguments, CancellationToken cancellation)
    {
        try
        {
            var code = await RunAsync(arguments, cancellation).ConfigureAwait(false);
            await Streams.Text.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return code;
        }
        catch (Exception e)
        {
            // The program's last line of defence: no failure of a command may end in a stack trace.
            return Failure.Report(e, Streams, IsVerbose(arguments), cancellation.IsCancellationRequested);
        }
    }
}
