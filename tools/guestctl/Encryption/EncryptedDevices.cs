namespace GuestCtl.Cli.Encryption;

/// <summary>Opens encrypted devices, so that what is on them can be found.</summary>
/// <param name="guest">The handle, which is launched.</param>
/// <param name="keys">The keys that the user gave.</param>
/// <param name="ask">Asks for the key of a device that has none among them; null when nobody can be asked.</param>
internal sealed class EncryptedDevices(GuestFs guest, IReadOnlyList<KeyOption> keys, Func<string, string?> ask)
{
    private const string Luks = "crypto_LUKS";
    private static readonly string[] Types = [Luks, "BitLocker"];

    private readonly List<string> _closed = [];

    /// <summary>Opens all, first those on partitions and then those on volumes.</summary>
    /// <returns>The devices that stay closed because nobody gave a key.</returns>
    /// <exception cref="KeyException">A device has another key than those that were given.</exception>
    public async Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken)
    {
        var tried = new HashSet<string>();
        bool hasOpened;
        do
        {
            hasOpened = false;
            foreach (var device in (await FindAsync(cancellationToken).ConfigureAwait(false)).Where(tried.Add))
            {
                if (await EncryptedContent.MayBeOnAsync(guest, device, cancellationToken).ConfigureAwait(false)
                    && await guest.VfsTypeAsync(device, cancellationToken).ConfigureAwait(false) is var type && Types.Contains(type)
                    && await OpenAsync(device, type == Luks, cancellationToken).ConfigureAwait(false))
                {
                    hasOpened = true;
                    await guest.LvmScanAsync(true, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        while (hasOpened);

        return _closed;
    }

    // Of a drive with partitions these are looked at.
    private async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        var partitions = await guest.ListPartitionsAsync(cancellationToken).ConfigureAwait(false);
        var divided = new HashSet<string>();
        foreach (var partition in partitions)
        {
            divided.Add(await guest.PartToDevAsync(partition, cancellationToken).ConfigureAwait(false));
        }

        var drives = await guest.ListDevicesAsync(cancellationToken).ConfigureAwait(false);
        return [.. partitions, .. drives.Where(drive => !divided.Contains(drive)), .. await guest.LvsAsync(cancellationToken).ConfigureAwait(false)];
    }

    // Returns false when nobody gave a key.
    private async Task<bool> OpenAsync(string device, bool isLuks, CancellationToken cancellationToken)
    {
        var uuid = isLuks ? await guest.LuksUuidAsync(device, cancellationToken).ConfigureAwait(false) : null;
        var name = isLuks ? $"luks-{uuid}" : "bitlk-" + Path.GetFileName(device);
        var candidates = keys.Where(key => key.IsFor(device, uuid)).ToList();
        if (candidates.Count == 0)
        {
            if (ask(device) is not { } answer)
            {
                _closed.Add(device);
                return false;
            }

            candidates.Add(new KeyOption(device, answer, null));
        }

        GuestOperationException? refusal = null;
        foreach (var key in candidates)
        {
            try
            {
                await OpenAsync(device, name, key, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (GuestOperationException e)
            {
                refusal = e;
            }
        }

        throw new WrongKeyException(device, refusal!);
    }

    private Task OpenAsync(string device, string name, KeyOption key, CancellationToken cancellationToken) => key.IsOfNetwork
        ? guest.ClevisLuksUnlockAsync(device, name, cancellationToken)
        : guest.CryptsetupOpenAsync(device, key.Key ?? FirstLine(key.File!), name, cancellationToken: cancellationToken);

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? throw new KeyException($"{file}: the file has no key in it");
}
