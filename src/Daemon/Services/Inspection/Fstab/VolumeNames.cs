namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>The names that a guest's configuration gives to MD arrays and encrypted devices, with the identifiers behind them.</summary>
internal sealed class VolumeNames
{
    private readonly Dictionary<string, string> _uuids = new(StringComparer.Ordinal);

    public static VolumeNames Read(GuestReader guest)
    {
        var names = new VolumeNames();
        names.ReadMdadm(guest.ReadLines("/etc/mdadm.conf"));
        names.ReadMdadm(guest.ReadLines("/etc/mdadm/mdadm.conf"));
        names.ReadCrypttab(guest.ReadLines("/etc/crypttab"));
        return names;
    }

    /// <summary>The identifier, lower-case digits only, of a name such as /dev/md/data or /dev/mapper/luks-home; null when unknown.</summary>
    public string? UuidOf(string name)
    {
        const string ByUuid = "/dev/mapper/luks-";
        return _uuids.TryGetValue(name, out var uuid) ? uuid
            : name.StartsWith(ByUuid, StringComparison.Ordinal) ? Digits(name[ByUuid.Length..])
            : null;
    }

    /// <summary>An identifier without the punctuation, which each tool writes in its own way.</summary>
    public static string Digits(string uuid) => string.Concat(uuid.Where(char.IsAsciiHexDigit)).ToLowerInvariant();

    // ARRAY /dev/md0 metadata=1.2 UUID=... name=...
    private void ReadMdadm(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(l => l.StartsWith("ARRAY", StringComparison.OrdinalIgnoreCase)))
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 2 && words.FirstOrDefault(w => w.StartsWith("uuid=", StringComparison.OrdinalIgnoreCase)) is { } uuid)
            {
                _uuids.TryAdd(words[1], Digits(uuid[5..]));
            }
        }
    }

    // home  UUID=...  none  luks
    private void ReadCrypttab(IEnumerable<string> lines)
    {
        foreach (var words in lines.Where(l => !l.StartsWith('#')).Select(l => l.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words.Length > 1 && words[1].StartsWith("UUID=", StringComparison.OrdinalIgnoreCase))
            {
                _uuids.TryAdd("/dev/mapper/" + words[0], Digits(words[1][5..]));
            }
        }
    }
}
