using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>Asks for keys and passphrases: on the terminal, or line by line on the standard input.</summary>
internal sealed class KeyReader(ShellSession session)
{
    private const string Terminal = "/dev/tty";

    /// <summary>Reads one key.</summary>
    /// <param name="name">What it is for.</param>
    /// <exception cref="ShellSyntaxException">There is no terminal, or no line.</exception>
    public string Read(string name)
    {
        if (session.Options.KeysFromStandardInput)
        {
            // A key is a line of the script, too, if that is on the standard input.
            session.Errors.Line++;
            return session.Input.ReadLine() ?? throw new ShellSyntaxException("guestfish: end of file while reading a key from the standard input");
        }

        try
        {
            using var terminal = new FileStream(Terminal, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            terminal.Write(System.Text.Encoding.UTF8.GetBytes($"Enter key or passphrase (\"{name}\"): "));
            using var quiet = session.Options.EchoKeys ? null : TerminalEcho.TurnOff(terminal.SafeFileHandle);
            var key = new ScriptInput(terminal).ReadLine();
            if (quiet is not null)
            {
                terminal.Write("\n"u8);
            }

            return key ?? throw new ShellSyntaxException("guestfish: no key was typed");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShellSyntaxException($"{Terminal}: {e.Message}\nguestfish: a key cannot be asked for without a terminal: use --keys-from-stdin");
        }
    }
}
