using System.CommandLine;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Prints what a shell needs to complete guestctl's commands and options.</summary>
internal sealed class CompletionCommand : CliCommand
{
    // The program itself knows what fits: it answers the directive [suggest:POSITION]. File names are left to the shell.
    private const string Bash = """
        _guestctl() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(guestctl "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _guestctl guestctl
        _guestfish() {
            COMPREPLY=($(compgen -W "$(guestctl shell --cmd-help 2>/dev/null | tail -n +2 | cut -d' ' -f1)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _guestfish guestfish

        """;

    private const string Zsh = """
        #compdef guestctl
        _guestctl() {
            local -a words_found
            words_found=("${(@f)$(guestctl "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- ${words_found:#}
            _files
        }
        compdef _guestctl guestctl

        """;

    private const string Fish = """
        function __guestctl_complete
            set -l line (commandline -cp)
            guestctl "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c guestctl -a '(__guestctl_complete)'

        """;

    private readonly Argument<string> _shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." }.AcceptOnlyFromAmong("bash", "zsh", "fish");

    public CompletionCommand(Streams streams)
        : base(streams, "completion", "Prints a script that completes guestctl's commands and options in a shell.")
    {
        Arguments.Add(_shell);
        Examples =
        [
            ("source <(guestctl completion bash)", "For this session of bash; in ~/.bashrc for all."),
            ("guestctl completion fish > ~/.config/fish/completions/guestctl.fish", "For fish."),
        ];
    }

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        Streams.Text.Write(arguments.GetValue(_shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
        return Task.FromResult(ExitCode.Ok);
    }
}
