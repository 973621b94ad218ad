using GuestCtl.Cli.Encryption;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>Asks for keys and passphrases: on the terminal, or line by line on the standard input.</summary>
internal sealed class KeyReader(ShellSession session)
{
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
            return KeyTerminal.Ask(name, session.Options.EchoKeys) ?? throw new ShellSyntaxException("guestfish: no key was typed");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShellSyntaxException($"{KeyTerminal.Path}: {e.Message}\nguestfish: a key cannot be asked for without a terminal: use --keys-from-stdin");
        }
    }
}
