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

    /// <summary>The identifier in a name that the guest's udev gives to an array or an encrypted device: by-id/md-uuid-..., by-id/dm-uuid-CRYPT-LUKS2-...;
    /// null for another name.</summary>
    public static string? UuidIn(string name)
    {
        const string Array = "/dev/disk/by-id/md-uuid-";
        const string Mapped = "/dev/disk/by-id/dm-uuid-";
        return name.StartsWith(Array, StringComparison.Ordinal) ? Digits(name[Array.Length..])
            : name.StartsWith(Mapped, StringComparison.Ordinal) ? UuidInMapped(name[Mapped.Length..])
            : null;
    }

    /// <summary>The identifier of what was opened, in the device mapper's own for an encrypted device: CRYPT-LUKS2-IDENTIFIER-NAME. The name differs
    /// from machine to machine. Null for other devices.</summary>
    public static string? UuidInMapped(string identifier)
        => identifier.Split('-') is ["CRYPT", _, { Length: > 0 } uuid, ..] ? Digits(uuid) : null;

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
            const string ByUuid = "/dev/disk/by-uuid/";
            var uuid = words.Length < 2 ? null
                : words[1].StartsWith("UUID=", StringComparison.OrdinalIgnoreCase) ? words[1][5..]
                : words[1].StartsWith(ByUuid, StringComparison.Ordinal) ? words[1][ByUuid.Length..]
                : null;
            if (uuid is not null)
            {
                _uuids.TryAdd("/dev/mapper/" + words[0], Digits(uuid));
            }
        }
    }
}
