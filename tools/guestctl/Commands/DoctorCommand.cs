using System.CommandLine;
using GuestCtl.Appliances;
using GuestCtl.Cli.Doctor;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;
using GuestCtl.Handle;
using Spectre.Console;

namespace GuestCtl.Cli.Commands;

/// <summary>Checks whether this machine has what GuestCtl needs, and says what to do where it has not.</summary>
internal sealed class DoctorCommand : CliCommand
{
    private readonly Option<bool> _verbose = GuestOptions.CreateVerbose();
    private readonly Option<bool> _profile = new("--launch-profile") { Description = "Launch three times, and show where the time goes." };

    public DoctorCommand(Streams streams)
        : base(streams, "doctor", "Checks this machine, and says what is fine, what is not, and what to do.")
    {
        Options.Add(_verbose);
        Options.Add(_profile);
        Examples =
        [
            ("guestctl doctor", "Ends with exit code 0 when everything that is needed works."),
            ("guestctl doctor --launch-profile", "Shows the steps of a launch with their times: the second and third are warm."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => arguments.GetValue(_verbose);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (arguments.GetValue(_profile))
        {
            await new LaunchProfileReport(Streams, IsVerbose(arguments)).RunAsync(cancellation).ConfigureAwait(false);
            return ExitCode.Ok;
        }

        var settings = new HandleSettings();
        EnvironmentSettings.Apply(settings, Environment.GetEnvironmentVariable, "doctor");
        var store = ApplianceCommand.OpenStore(Streams);
        ICheck[] checks =
        [
            new QemuCheck(settings),
            new ImageToolCheck(),
            new ConfinementCheck(settings),
            new NetworkCheck(settings),
            new AcceleratorCheck(settings),
            new DirectoriesCheck(settings),
            new SpaceCheck(settings, () => IsBuilt(store)),
            new BuildToolsCheck(() => IsBuilt(store)),
            new ApplianceCheck(store),
            new LaunchCheck(Streams, IsVerbose(arguments)),
        ];
        var console = CreateConsole();
        var worst = Severity.Fine;
        var launch = Severity.Fine;
        foreach (var check in checks)
        {
            Streams.Status?.Report($"Checking: {check.Name}");
            var finding = await check.RunAsync(cancellation).ConfigureAwait(false);
            Streams.Status?.Finish();
            worst = finding.Severity > worst ? finding.Severity : worst;
            launch = finding.Severity;
            Write(console, check.Name, finding);
        }

        // The launch is the last check, and the one that counts.
        Streams.Text.WriteLine();
        Streams.Text.WriteLine((launch, worst) switch
        {
            (Severity.Problem, _) => "GuestCtl does not work here yet; see the problems above.",
            (_, Severity.Fine) => "Everything is fine.",
            _ => "GuestCtl works here; see the remarks above.",
        });
        return launch == Severity.Problem ? ExitCode.Appliance : ExitCode.Ok;
    }

    private static bool IsBuilt(ApplianceStore store)
    {
        try
        {
            return store.Find() is not null;
        }
        catch (ApplianceBuildException)
        {
            return false; // The daemon is missing, which its own check reports.
        }
    }

    private IAnsiConsole CreateConsole()
    {
        var colours = Streams.OutputIsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Streams.Text),
        });
        console.Profile.Width = int.MaxValue / 2;
        return console;
    }

    private void Write(IAnsiConsole console, string name, Finding finding)
    {
        var (word, colour) = finding.Severity switch
        {
            Severity.Fine => ("ok", Color.Green),
            Severity.Note => ("note", Color.Yellow),
            _ => ("PROBLEM", Color.Red),
        };
        console.Write(new Text($"{word,-8}", new Style(colour)));
        Streams.Text.WriteLine($"{name + ":",-14} {TerminalText.EscapeLine(finding.Text)}");
        foreach (var line in finding.Severity == Severity.Fine || finding.Advice is null ? [] : TerminalText.EscapeLines(finding.Advice).Split('\n'))
        {
            Streams.Text.WriteLine($"{"",-22} {line}");
        }

        Streams.Text.Flush();
    }
}
