using GuestCtl.Cli.Shell.Commands;
using GuestCtl.Cli.Shell.Events;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Output;
using GuestCtl.Cli.Shell.Startup;
using GuestCtl.Events;

namespace GuestCtl.Cli.Shell;

/// <summary>One run of the shell: its handle, where its commands come from, and where it writes.</summary>
internal sealed class ShellSession : IDisposable
{
    /// <summary>The name that the shell has, whichever name it was started with.</summary>
    public const string Name = "guestfish";

    private readonly LibvirtLogin _login;

    public ShellSession(ShellOptions options, ShellOutput output, ShellErrors errors, ScriptInput input)
    {
        (Options, Output, Errors, Input) = (options, output, errors, input);
        Values = new ValueWriter(output);
        Keys = new KeyReader(this);
        _login = new LibvirtLogin(this);
        (Guest, Events) = Create();
        Progress = options.ProgressBars == true ? new Interactive.ProgressBar(errors, TimeProvider.System, Interactive.LineDisplay.IsPlain(Environment.GetEnvironmentVariable("TERM"))) : null;
    }

    public ShellOptions Options { get; }

    public ShellOutput Output { get; }

    public ValueWriter Values { get; }

    public ShellErrors Errors { get; }

    /// <summary>The script, from which a here-document goes on.</summary>
    public ScriptInput Input { get; }

    /// <summary>The handlers of events of the handle.</summary>
    public EventHandlers Events { get; private set; }

    public KeyReader Keys { get; }

    public CommandTable Commands { get; } = new();

    public GuestFs Guest { get; private set; }

    /// <summary>Shows how far a long command is; null when nobody watches.</summary>
    public Interactive.ProgressBar? Progress { get; set; }

    /// <summary>Whether a person types the commands.</summary>
    public bool IsInteractive { get; set; }

    /// <summary>Set by the command that ends the shell.</summary>
    public bool IsQuitting { get; set; }

    /// <summary>How many commands were tried.</summary>
    public int CommandCount { get; set; }

    /// <summary>Closes the handle and opens a fresh one, with the settings of the old but without its drives and handlers of events.</summary>
    public void Reopen()
    {
        Guest.Shutdown();
        var (fresh, events) = Create();
        fresh.SetVerbose(Guest.GetVerbose());
        fresh.SetTrace(Guest.GetTrace());
        fresh.SetAutosync(Guest.GetAutosync());
        fresh.SetPath(Guest.GetPath());
        fresh.SetPgroup(Guest.GetPgroup());
        Dispose();
        (Guest, Events) = (fresh, events);
    }

    public void Dispose()
    {
        if (Guest.Settings.Trace)
        {
            Events.Raise(new GuestEvent(GuestEventKind.Trace, "close"));
        }

        Guest.Dispose();
    }

    private (GuestFs Guest, EventHandlers Events) Create()
    {
        var guest = new GuestFs(new GuestFsOptions { UseEnvironment = false, AllowReferencedFiles = Options.AllowReferencedFiles });
        var events = new EventHandlers(this);
        _login.Offer(guest);
        try
        {
            guest.ParseEnvironment();
        }
        catch (GuestOperationException e)
        {
            Errors.Report(e); // A wrong variable is told of, and what it should have set stays as it is.
        }

        guest.SetProgram(Name);
        guest.EventRaised += events.Raise;
        if (guest.Settings.Trace)
        {
            EnvironmentTrace.Lines().ToList().ForEach(line => events.Raise(new GuestEvent(GuestEventKind.Trace, line)));
        }

        return (guest, events);
    }
}
