using GuestCtl.Cli.Mounting;
using GuestCtl.Cli.Shell.Host;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Output;
using GuestCtl.Cli.Shell.Remote;
using GuestCtl.Cli.Shell.Startup;

namespace GuestCtl.Cli.Shell;

/// <summary>The shell: reads the options, does what they say, and runs the commands.</summary>
internal static class GuestfishShell
{
    private const int Succeeded = 0;
    private const int Failed = 1;

    /// <summary>Runs the shell to its end.</summary>
    /// <returns>0 when all went well, else 1.</returns>
    public static int Run(IReadOnlyList<string> arguments, Stream standardInput, Stream standardOutput, Stream standardError)
    {
        var output = new ShellOutput(standardOutput);
        var errors = new ShellErrors(standardError);
        try
        {
            var options = OptionReader.Read(arguments);
            options.Warnings.ForEach(errors.Say);
            if (options.Listen && !BackgroundProcess.IsThis)
            {
                return BackgroundShell.Start(arguments, options.Csh, output) ? Succeeded : Failed;
            }

            using var session = new ShellSession(options, output, errors, OpenScript(options, standardInput));
            var succeeded = options.Information is { } print ? print(session) : Preparation.Run(session) && RunCommands(session);
            return succeeded && Close(session) ? Succeeded : Failed;
        }
        catch (UsageException e)
        {
            errors.Say(e.Message);
        }
        catch (GuestOperationException e)
        {
            errors.Report(e);
        }
        finally
        {
            output.Flush();
        }

        return Failed;
    }

    // A script takes the place of the standard input, for uploads from there, too.
    private static ScriptInput OpenScript(ShellOptions options, Stream standardInput)
    {
        if (options.File is null)
        {
            return new ScriptInput(standardInput);
        }

        try
        {
            if (Directory.Exists(options.File))
            {
                return new ScriptInput(Stream.Null);
            }

            var script = new FileStream(options.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            StandardDescriptor.ReadScript(script.SafeFileHandle.DangerousGetHandle().ToInt32());
            return new ScriptInput(script);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"guestfish: open: {options.File}: {HostErrors.Reason(e)}");
        }
    }

    private static bool RunCommands(ShellSession session)
    {
        if (session.Options.Listen)
        {
            new RemoteListener(session).Run(static () => BackgroundProcess.Detach(keepsErrors: true));
            return true;
        }

        session.Errors.Script = session.Options.File ?? "*stdin*";
        var loop = new CommandLoop(session);
        return session.Options.Words.Count > 0 ? loop.RunWords(session.Options.Words)
            : session.Options.File is null && !Console.IsInputRedirected ? new Interactive.InteractiveLoop(session).Run()
            : loop.RunScript();
    }

    // Shutting down by itself, rather than by closing the handle, shows whether all was written.
    private static bool Close(ShellSession session)
    {
        session.Errors.Script = null;
        try
        {
            session.Guest.Shutdown();
            return session.Output.TakeFailure() is null;
        }
        catch (Exception e) when (e is GuestOperationException or ApplianceException)
        {
            session.Errors.Report(e);
            return false;
        }
    }
}
