namespace GuestCtl.Cli.Shell.Startup;

/// <summary>Opens encrypted devices, so that what is on them can be found.</summary>
internal static class EncryptedDevices
{
    private const string Luks = "crypto_LUKS";
    private static readonly string[] Types = [Luks, "BitLocker"];

    /// <summary>Opens all, first those on partitions and then those on volumes.</summary>
    /// <exception cref="UsageException">A device has a key that nobody gave.</exception>
    public static void Open(ShellSession session)
    {
        var tried = new HashSet<string>();
        while (Devices(session.Guest).Where(tried.Add).Select(device => (Name: device, Type: session.Guest.VfsType(device))).ToList() is { Count: > 0 } found)
        {
            foreach (var device in found.Where(device => Types.Contains(device.Type)))
            {
                Open(session, device.Name, device.Type == Luks);
                session.Guest.LvmScan(true);
            }
        }
    }

    private static IEnumerable<string> Devices(GuestFs guest) => [.. guest.ListPartitions(), .. guest.ListDevices().Where(device => IsWhole(guest, device)), .. guest.Lvs()];

    // Of a drive with partitions these are looked at.
    private static bool IsWhole(GuestFs guest, string device) => !guest.ListPartitions().Any(partition => guest.PartToDev(partition) == device);

    private static void Open(ShellSession session, string device, bool isLuks)
    {
        var uuid = isLuks ? session.Guest.LuksUuid(device) : null;
        var name = isLuks ? $"luks-{uuid}" : "bitlk-" + Path.GetFileName(device);
        var keys = session.Options.Keys.Where(key => key.Device == device || key.Device == uuid).ToList();
        GuestOperationException? refusal = null;
        foreach (var key in keys.Count > 0 ? keys : [new KeyOption(device, session.Keys.Read(device), null)])
        {
            try
            {
                if (key.IsOfNetwork)
                {
                    session.Guest.ClevisLuksUnlock(device, name);
                }
                else
                {
                    session.Guest.CryptsetupOpen(device, key.Key ?? FirstLine(key.File!), name);
                }

                return;
            }
            catch (GuestOperationException e)
            {
                refusal = e;
            }
        }

        throw new UsageException(
            $"guestfish: could not find key to open LUKS encrypted {device}.\n\nTry using --key on the command line.\n\nOriginal error: {refusal!.Message} ({refusal.Errno})");
    }

    private static string FirstLine(string file) => File.ReadLines(file).FirstOrDefault() ?? throw new UsageException($"guestfish: {file}: the file has no key in it");
}
