using System.Globalization;
using System.Text;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Protocol.Tar;

/// <summary>The POSIX extended header: lines of "length key=value" that override what the block says.</summary>
internal static class PaxRecords
{
    private const string Attribute = "SCHILY.xattr.";

    /// <summary>Reads the records. A value may hold any byte.</summary>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static List<KeyValuePair<string, byte[]>> Parse(ReadOnlySpan<byte> text)
    {
        var records = new List<KeyValuePair<string, byte[]>>();
        while (!text.IsEmpty)
        {
            var space = text.IndexOf((byte)' ');
            if (space is < 1 or > 9
                || !int.TryParse(text[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1
                || length > text.Length
                || text[length - 1] != (byte)'\n'
                || text[(space + 1)..length].IndexOf((byte)'=') is var equals && equals < 1)
            {
                throw new InvalidDataException("the archive has a malformed extended header");
            }

            var record = text[(space + 1)..(length - 1)];
            records.Add(new(GuestText.Decode(record[..equals]), record[(equals + 1)..].ToArray()));
            text = text[length..];
        }

        return records;
    }

    /// <summary>Applies records to a member.</summary>
    public static void Apply(IEnumerable<KeyValuePair<string, byte[]>> records, TarEntry entry)
    {
        var sparse = new SparseRecords();
        foreach (var (key, value) in records)
        {
            switch (key)
            {
                case "path":
                    entry.Name = value;
                    break;
                case "linkpath":
                    entry.LinkName = value;
                    break;
                case "size":
                    entry.StoredSize = entry.Size = Number(key, value);
                    break;
                case "uid":
                    entry.Uid = Number(key, value);
                    break;
                case "gid":
                    entry.Gid = Number(key, value);
                    break;
                case "mtime":
                    entry.ModificationTime = Time(value);
                    break;
                case "SCHILY.acl.access":
                    entry.AccessList = GuestText.Decode(value);
                    break;
                case "SCHILY.acl.default":
                    entry.DefaultAccessList = GuestText.Decode(value);
                    break;
                case "RHT.security.selinux":
                    entry.SelinuxLabel = value;
                    break;
                case var _ when key.StartsWith(Attribute, StringComparison.Ordinal):
                    entry.Attributes.Add(new(GuestText.Encode(key[Attribute.Length..]), value));
                    break;
                default:
                    sparse.Take(key, value);
                    break;
            }
        }

        sparse.Apply(entry);
    }

    public static long Number(string key, ReadOnlySpan<byte> value)
        => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"the archive has an extended header whose {key} is not a number");

    // Decimal seconds with a fraction of any length.
    private static (long, long) Time(ReadOnlySpan<byte> value)
    {
        var dot = value.IndexOf((byte)'.');
        var seconds = Number("mtime", dot < 0 ? value : value[..dot]);
        if (dot < 0)
        {
            return (seconds, 0);
        }

        // Digits only: a sign here would make the nanoseconds negative.
        var digits = Encoding.ASCII.GetString(value[(dot + 1)..]).PadRight(9, '0')[..9];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds))
        {
            throw new InvalidDataException("the archive has an extended header whose mtime is not a number");
        }

        return value[0] == (byte)'-' && nanoseconds > 0 ? (seconds - 1, 1_000_000_000 - nanoseconds) : (seconds, nanoseconds);
    }
}
