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
        Events = new EventHandlers(this);
        Keys = new KeyReader(this);
        _login = new LibvirtLogin(this);
        Guest = Create();
        Progress = options.ProgressBars == true ? new Interactive.ProgressBar(errors, TimeProvider.System) : null;
    }

    public ShellOptions Options { get; }

    public ShellOutput Output { get; }

    public ValueWriter Values { get; }

    public ShellErrors Errors { get; }

    /// <summary>The script, from which a here-document goes on.</summary>
    public ScriptInput Input { get; }

    public EventHandlers Events { get; }

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

    /// <summary>Closes the handle and opens a fresh one, with the settings of the old but without its drives.</summary>
    public void Reopen()
    {
        var (old, isVerbose, isTracing, hasAutosync) = (Guest, Guest.GetVerbose(), Guest.GetTrace(), Guest.GetAutosync());
        var path = Guest.GetPath();
        var fresh = Create();
        fresh.SetVerbose(isVerbose);
        fresh.SetTrace(isTracing);
        fresh.SetAutosync(hasAutosync);
        fresh.SetPath(path);
        old.Dispose();
        Events.Clear();
        Guest = fresh;
    }

    public void Dispose()
    {
        if (Guest.Settings.Trace)
        {
            Events.Raise(new GuestEvent(GuestEventKind.Trace, "close"));
        }

        Guest.Dispose();
    }

    private GuestFs Create()
    {
        var guest = new GuestFs(new GuestFsOptions { UseEnvironment = false, AllowReferencedFiles = Options.AllowReferencedFiles });
        _login.Offer(guest);
        try
        {
            guest.ParseEnvironment();
            if (Environment.GetEnvironmentVariable("LIBGUESTFS_TMPDIR") is { Length: > 0 } temporary && !Directory.Exists(temporary))
            {
                guest.SetTmpdir(Path.TrimEndingDirectorySeparator(Path.GetTempPath()));
                ShellRules.CheckDirectory("set_tmpdir", temporary);
            }
        }
        catch (GuestOperationException e)
        {
            Errors.Report(e); // A wrong variable is told of, and what it should have set stays as it is.
        }

        guest.SetProgram(Name);
        guest.EventRaised += Events.Raise;
        if (guest.Settings.Trace)
        {
            EnvironmentTrace.Lines().ToList().ForEach(line => Events.Raise(new GuestEvent(GuestEventKind.Trace, line)));
        }

        return guest;
    }
}
