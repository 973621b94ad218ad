using GuestCtl.Cli.Output;
using GuestCtl.Cli.Shell.Input;

namespace GuestCtl.Cli.Encryption;

/// <summary>The keys of one guest's encrypted devices, and where others may come from.</summary>
/// <param name="Given">Those of --key.</param>
/// <param name="FromStandardInput">Whether they are lines of the standard input, and nobody is asked.</param>
/// <param name="Echo">Whether a key that is typed is shown.</param>
internal sealed record GuestKeys(IReadOnlyList<KeyOption> Given, bool FromStandardInput, bool Echo)
{
    /// <summary>None, and nobody to ask but the user at the terminal.</summary>
    public static GuestKeys None { get; } = new([], FromStandardInput: false, Echo: false);

    /// <summary>Whether the user speaks of keys, so that encrypted devices are to be opened.</summary>
    public bool AreGiven => Given.Count > 0 || FromStandardInput;

    /// <summary>Opens the encrypted devices, and warns of those for which there is no key.</summary>
    /// <param name="guest">The handle, which is launched.</param>
    /// <param name="streams">Where to warn.</param>
    /// <param name="asks">Whether the user is asked for a key on the terminal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">A key is wrong.</exception>
    public async Task OpenDevicesAsync(GuestFs guest, Streams streams, bool asks, CancellationToken cancellationToken)
    {
        var input = FromStandardInput ? new ScriptInput(Console.OpenStandardInput()) : null;
        try
        {
            streams.Status?.Report("Looking for encrypted devices");
            var closed = await new EncryptedDevices(guest, Given, Ask).OpenAsync(cancellationToken).ConfigureAwait(false);
            streams.Status?.Finish();
            foreach (var device in closed)
            {
                streams.ErrorLine(
                    $"guestctl: warning: {TerminalText.EscapeLine(device)} is encrypted and stays closed; give its key with --key {TerminalText.EscapeLine(device)}:key:KEY, "
                    + "--key ID:file:FILE or --keys-from-stdin");
            }
        }
        catch (KeyException e)
        {
            throw new CliException(e.Message, inner: e);
        }

        string? Ask(string device)
        {
            if (input is not null)
            {
                return input.ReadLine() ?? throw new CliException($"the standard input ended before the key of {device}; with --keys-from-stdin it has a line for each encrypted device");
            }

            // A program that runs this one has nobody who types.
            if (!asks || Console.IsInputRedirected)
            {
                return null;
            }

            try
            {
                streams.Status?.Finish();
                return KeyTerminal.Ask(device, Echo);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
