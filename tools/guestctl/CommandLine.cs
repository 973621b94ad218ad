using System.CommandLine;
using GuestCtl.Cli.Commands;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli;

/// <summary>The whole command line: parses it, runs the command, and reports a wrong one in one line.</summary>
internal sealed class CommandLine(Streams streams)
{
    // Closing the appliance after Ctrl-C writes to the disks; a second is usual, but a slow disk may need more.
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);

    // File names may begin with '@', which must not be read as a file with arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Describe(Streams streams)
    {
        var root = new RootCommand("Inspects and edits the disk images of virtual machines, without root.");
        Command[] commands =
        [
            new InspectCommand(streams), new LsCommand(streams), new CatCommand(streams), new CpCommand(streams), new FilesystemsCommand(streams),
            new DfCommand(streams), new ShellCommand(streams), new MountCommand(streams), new UmountCommand(streams), new RescueCommand(streams),
            new ApplianceCommand(streams), new DoctorCommand(streams),
            new EnvCommand(streams), new VersionCommand(streams),
            new CompletionCommand(streams), new DebugShCommand(streams),
        ];
        foreach (var command in commands)
        {
            root.Add(command);
        }

        ExampleHelp.Install(root);
        return root;
    }

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var parsed = Describe(streams).Parse(arguments, Parsing);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(parsed);
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CleanUpTime,
            Output = streams.Text,
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
            await streams.Text.FlushAsync().ConfigureAwait(false);
            return code;
        }
        catch (IOException e)
        {
            return Failure.Report(e, streams, verbose: false, interrupted: false);
        }
    }

    private int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = new List<string>();
        for (Symbol? at = command; at is not null and not RootCommand; at = at.Parents.FirstOrDefault())
        {
            names.Insert(0, at.Name);
        }

        streams.ErrorLine($"guestctl: {TerminalText.EscapeLine(parsed.Errors[0].Message)}");
        streams.ErrorLine($"Try '{string.Join(' ', names.Prepend("guestctl"))} --help'.");
        return ExitCode.Usage;
    }
}
