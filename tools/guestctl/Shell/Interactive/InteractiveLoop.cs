using System.Runtime.InteropServices;
using GuestCtl.Cli.Shell.Commands;
using GuestCtl.Cli.Shell.Input;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>The shell at a terminal: a prompt, and errors that do not end it.</summary>
internal sealed class InteractiveLoop(ShellSession session)
{
    private const string DefaultPrompt = "><fs> ";

    private const string Welcome = """

        Welcome to guestfish, GuestCtl's shell for the file systems of
        virtual machines.

        Type: 'help' for help on the commands
              'man' for all of it
              'quit' to leave


        """;

    /// <summary>Runs until the user leaves.</summary>
    public bool Run()
    {
        session.IsInteractive = true;
        var isPlain = LineDisplay.IsPlain(Environment.GetEnvironmentVariable("TERM"));
        session.Errors.Script = null;
        if (session.Options.ProgressBars != false)
        {
            session.Progress ??= new ProgressBar(session.Errors, TimeProvider.System, isPlain);
        }

        var history = new History(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".guestfish") : null);
        var display = new LineDisplay(session.Output, isPlain, TerminalSize.Columns);
        var editor = new LineEditor(session.Input, session.Output, display, history, new Completion(session));
        var runner = new CommandRunner(session);
        var prompt = PromptText.Decode(Environment.GetEnvironmentVariable("GUESTFISH_PS1")) ?? DefaultPrompt;
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        try
        {
            Print("GUESTFISH_INIT", Welcome);
            while (!session.IsQuitting && editor.Read(prompt) is { } line)
            {
                Print("GUESTFISH_OUTPUT", "");
                history.Add(line);
                _ = runner.RunLine(line);
                session.Progress?.Finish();
                session.Output.Flush();
            }

            session.Output.Text("\n");
            Print("GUESTFISH_RESTORE", "");
            return true;
        }
        finally
        {
            history.Save();
        }
    }

    private void Print(string variable, string text)
    {
        session.Output.Text((PromptText.Decode(Environment.GetEnvironmentVariable(variable)) ?? "") + text);
        session.Output.Flush();
    }

    // Ctrl-C ends the transfer that runs, not the shell.
    private void Cancel(PosixSignalContext interrupt)
    {
        interrupt.Cancel = true;
        session.Guest.UserCancel();
    }
}
