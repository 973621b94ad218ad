using System.IO.Pipes;
using GuestCtl.Cli.Shell.Host;
using GuestCtl.Cli.Shell.Remote;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>Runs lines and commands, and says what went wrong.</summary>
internal sealed class CommandRunner(ShellSession session)
{
    private const int StandardOutput = 1;

    /// <summary>Runs one line of a script.</summary>
    /// <returns>Whether the script goes on.</returns>
    public bool RunLine(string line)
    {
        try
        {
            var parsed = LineParser.Parse(line);
            return Run(parsed) || parsed.IgnoresErrors;
        }
        catch (ShellSyntaxException e)
        {
            session.Errors.Say(e.Message);
            return LineParser.IgnoresErrors(line);
        }
    }

    /// <summary>Runs one command, with its output in a pipe if there is one.</summary>
    /// <returns>Whether it succeeded.</returns>
    public bool Run(string name, IReadOnlyList<string> arguments, string? pipe = null, bool ignoresErrors = false)
    {
        if (pipe is null)
        {
            return ExecuteOrSend(name, arguments, ignoresErrors, StandardOutput) & FlushOutput();
        }

        session.Output.BeginPipe();
        using var reader = HostShell.StartReader(pipe);
        bool succeeded;
        using (StandardDescriptor.Of(((AnonymousPipeClientStream)reader.StandardInput.BaseStream).SafePipeHandle))
        {
            reader.StandardInput.Close();
            succeeded = ExecuteOrSend(name, arguments, ignoresErrors, StandardOutput);
            if (session.Output.TakePipeFailure() && session.Options.PipeError)
            {
                session.Errors.Say("guestfish: write error on pipe");
                succeeded = false;
            }
        }

        reader.WaitForExit();
        return succeeded;
    }

    /// <summary>Runs a command as part of another, which looks after the output.</summary>
    public bool Execute(string name, IReadOnlyList<string> arguments)
    {
        session.CommandCount++;
        Exception? failure = null;
        try
        {
            return session.Commands.Find(name) is { } command ? command.Run(session, name, arguments) : RefuseUnknown(session, name);
        }
        catch (ShellSyntaxException e)
        {
            session.Errors.Say(e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
            session.Errors.Report(e);
        }
        finally
        {
            session.Progress?.Finish();
            session.Events.TellFailure(failure);
        }

        return false;
    }

    private bool ExecuteOrSend(string name, IReadOnlyList<string> arguments, bool ignoresErrors, int output)
        => session.Options.Remote is { } process ? new RemoteSender(session, process, RemoteMessages.Patience).Send(ignoresErrors, name, arguments, output) : Execute(name, arguments);

    private bool Run(ParsedLine line) => line switch
    {
        ParsedLine.Blank => true,
        ParsedLine.Local local => !HostShell.IsFailure(HostShell.Run(local.Command)),
        ParsedLine.Inline inline => RunOutputOf(inline.Command),
        ParsedLine.Invocation call => Run(call.Name, call.Arguments, call.Pipe, call.IgnoresErrors),
        _ => throw new InvalidOperationException($"no such line: {line}"),
    };

    // Lines that a program of the host writes are run as they come.
    private bool RunOutputOf(string command)
    {
        using var writer = HostShell.StartWriter(command);
        var lines = new Input.ScriptInput(writer.StandardOutput.BaseStream);
        while (lines.ReadCommand() is { } line)
        {
            if (!RunLine(line))
            {
                writer.StandardOutput.Close();
                writer.WaitForExit();
                return false;
            }
        }

        writer.WaitForExit();
        if (writer.ExitCode != 0)
        {
            session.Errors.Say("pclose: Inappropriate ioctl for device");
            return false;
        }

        return true;
    }

    private bool FlushOutput()
    {
        if (session.Output.TakeFailure() is not { } failure)
        {
            return true;
        }

        session.Errors.Say($"failed to flush standard output: {HostErrors.Reason(failure)}");
        return false;
    }

    /// <summary>Says that there is no such command, and more to whoever began with it.</summary>
    public static bool RefuseUnknown(ShellSession session, string name)
    {
        if (MissingCommands.Names.Contains(name.Replace('_', '-')))
        {
            session.Errors.Say($"{name}: this build of GuestCtl does not have this command yet, although libguestfs has");
            return false;
        }

        session.Errors.Say($"{name}: unknown command");
        if (session.CommandCount == 1)
        {
            session.Errors.Say(
                "Did you mean to open a disk image?  guestfish -a disk.img\n"
                + "For a list of commands:             guestfish -h\n"
                + "For complete documentation:         man guestfish");
        }

        return false;
    }
}
