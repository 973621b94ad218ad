using System.CommandLine;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>The shell in the list of commands. Its own command line is not read here but by the shell, which reads options as guestfish does.</summary>
internal sealed class ShellCommand : CliCommand
{
    private readonly Argument<string[]> _words = new("ARGUMENTS") { Description = "The options and commands of guestfish: see 'guestctl shell --help'.", Arity = ArgumentArity.ZeroOrMore };

    public ShellCommand(Streams streams)
        : base(streams, "shell", "A shell for the guest's file systems that understands guestfish's scripts.")
    {
        Arguments.Add(_words);
        Examples =
        [
            ("guestctl shell --ro -a disk.img -m /dev/sda1", "A prompt, with the file system mounted."),
            ("guestctl shell --ro -a disk.img -i cat /etc/fstab", "One command."),
        ];
    }

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
        => throw new CliException("'shell' must be the first word: guestctl shell [options] [commands]", ExitCode.Usage);
}
