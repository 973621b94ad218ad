using System.Text;
using GuestCtl.Cli.Shell.Input;

namespace GuestCtl.Cli.Encryption;

/// <summary>Asks for a key on the terminal, whatever the standard streams are.</summary>
internal static class KeyTerminal
{
    /// <summary>The terminal of the process.</summary>
    public const string Path = "/dev/tty";

    /// <summary>Asks.</summary>
    /// <param name="name">What the key is for.</param>
    /// <param name="echo">Whether what is typed is shown.</param>
    /// <returns>The key; null when the input ended.</returns>
    /// <exception cref="IOException">There is no terminal.</exception>
    public static string? Ask(string name, bool echo)
    {
        using var terminal = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        terminal.Write(Encoding.UTF8.GetBytes($"Enter key or passphrase (\"{name}\"): "));
        using var quiet = echo ? null : TerminalEcho.TurnOff(terminal.SafeFileHandle);
        var key = new ScriptInput(terminal).ReadLine();
        if (quiet is not null)
        {
            terminal.Write("\n"u8);
        }

        return key;
    }
}
