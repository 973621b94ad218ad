using System.Buffers.Binary;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>The header of an installed RPM package, as all of RPM's databases keep it: an index of tags, and a store of their values. A text that is not there is
/// "(none)", and nobody publishes a package, as libguestfs has it, which asks RPM.</summary>
internal static class RpmHeader
{
    private const int EntryLength = 16;
    private const int Int32Type = 4;
    private const string None = "(none)";

    private static readonly int[] TextTypes = [6, 8, 9];

    private enum Tag
    {
        Name = 1000,
        Version = 1001,
        Release = 1002,
        Epoch = 1003,
        Summary = 1004,
        Description = 1005,
        Url = 1020,
        Architecture = 1022,
        SourcePackage = 1044,
    }

    /// <summary>Reads a header; null when it is damaged or has no name.</summary>
    public static InstalledPackage? Parse(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 8)
        {
            return null;
        }

        var entries = BinaryPrimitives.ReadUInt32BigEndian(blob);
        var storeLength = BinaryPrimitives.ReadUInt32BigEndian(blob[4..]);
        if ((entries * (long)EntryLength) + storeLength + 8 > blob.Length)
        {
            return null;
        }

        var index = blob.Slice(8, (int)entries * EntryLength);
        var store = blob.Slice(8 + index.Length, (int)storeLength);
        var name = Text(index, store, Tag.Name);
        return name.Length == 0
            ? null
            : new InstalledPackage(name, Number(index, store, Tag.Epoch), Text(index, store, Tag.Version), Text(index, store, Tag.Release))
            {
                Architecture = Text(index, store, Tag.Architecture, None),
                Url = Text(index, store, Tag.Url, None),
                SourcePackage = SourceName(Text(index, store, Tag.SourcePackage)),
                Summary = Text(index, store, Tag.Summary, None),
                Description = Text(index, store, Tag.Description, None),
            };
    }

    // bash-5.1.8-6.el9_1.src.rpm is the source package bash.
    private static string SourceName(string file)
    {
        var release = file.LastIndexOf('-');
        var version = release <= 0 ? -1 : file.LastIndexOf('-', release - 1);
        return version <= 0 ? file : file[..version];
    }

    private static string Text(ReadOnlySpan<byte> index, ReadOnlySpan<byte> store, Tag tag, string otherwise = "")
    {
        var value = Find(index, store, tag, out var type);
        var end = value.IndexOf((byte)0);
        return end >= 0 && TextTypes.Contains(type) ? GuestText.Decode(value[..end]) : otherwise;
    }

    private static int Number(ReadOnlySpan<byte> index, ReadOnlySpan<byte> store, Tag tag)
    {
        var value = Find(index, store, tag, out var type);
        return value.Length >= 4 && type == Int32Type ? BinaryPrimitives.ReadInt32BigEndian(value) : 0;
    }

    // The store from where the value of a tag begins; empty when the tag is not there.
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> index, ReadOnlySpan<byte> store, Tag tag, out int type)
    {
        for (; index.Length > 0; index = index[EntryLength..])
        {
            if (BinaryPrimitives.ReadInt32BigEndian(index) == (int)tag)
            {
                type = BinaryPrimitives.ReadInt32BigEndian(index[4..]);
                var offset = BinaryPrimitives.ReadUInt32BigEndian(index[8..]);
                return offset < store.Length ? store[(int)offset..] : [];
            }
        }

        type = 0;
        return [];
    }
}
