using System.Buffers.Binary;
using System.Globalization;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>POSIX access lists: from the text that archives have to the form that the kernel takes.</summary>
internal static class AccessList
{
    private const uint Version = 2;
    private const uint NoId = uint.MaxValue;
    private const int MaxEntries = 4096;

    private enum Tag : ushort
    {
        Owner = 1,
        User = 2,
        OwningGroup = 4,
        Group = 8,
        Mask = 16,
        Other = 32,
    }

    /// <summary>Reads entries such as "user::rwx,user:1000:r-x" or "user:lisa:rw-:502", split by commas or line ends.</summary>
    /// <exception cref="OperationFailedException">The text is malformed, or names a user without a number.</exception>
    public static byte[] Encode(string text, string owner)
    {
        var entries = text.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0)
            .Select(line => Parse(line, owner))
            .OrderBy(e => e.Tag).ThenBy(e => e.Id)
            .ToList();
        if (entries.Count > MaxEntries)
        {
            throw OperationFailedException.Invalid($"{owner}: its access list has more than {MaxEntries} entries");
        }

        var bytes = new byte[4 + (8 * entries.Count)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Version);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = bytes.AsSpan(4 + (8 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Permissions);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], entries[i].Id);
        }

        return bytes;
    }

    private static (Tag Tag, ushort Permissions, uint Id) Parse(string line, string owner)
    {
        var fields = line.Split(':');
        if (fields.Length is < 3 or > 4)
        {
            throw Malformed(line, owner);
        }

        var isNamed = fields[1].Length > 0;
        var tag = (fields[0], isNamed) switch
        {
            ("user" or "u", false) => Tag.Owner,
            ("user" or "u", true) => Tag.User,
            ("group" or "g", false) => Tag.OwningGroup,
            ("group" or "g", true) => Tag.Group,
            ("mask" or "m", false) => Tag.Mask,
            ("other" or "o", false) => Tag.Other,
            _ => throw Malformed(line, owner),
        };
        return (tag, Permissions(fields[2].Trim(), line, owner), isNamed ? Id(fields, owner) : NoId);
    }

    // The appliance's root is the guest's; of other names only the number that may follow tells who is meant.
    private static uint Id(string[] fields, string owner)
        => uint.TryParse(fields.Length == 4 ? fields[3] : fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
            : fields[1] == "root" ? 0u
            : throw OperationFailedException.Invalid($"{owner}: its access list names {fields[1]} without a number");

    private static ushort Permissions(string text, string line, string owner)
    {
        var bits = 0;
        foreach (var c in text)
        {
            bits |= c switch { 'r' => 4, 'w' => 2, 'x' => 1, '-' => 0, _ => throw Malformed(line, owner) };
        }

        return (ushort)bits;
    }

    private static OperationFailedException Malformed(string line, string owner)
        => OperationFailedException.Invalid($"{owner}: its access list has the malformed entry '{line}'");
}
