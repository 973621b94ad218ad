using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Icons;

/// <summary>The resources in a Windows program (PE): a tree of three levels, type, number and language. The program is a guest's: nothing it says is followed
/// out of its own bytes, and no level is entered twice.</summary>
internal sealed class PeResources
{
    private const int DosHeader = 64;
    private const int OptionalHeader = 24;
    private const int SectionHeader = 40;

    // The loader of Windows takes no more.
    private const int MaxSections = 96;

    private const int ResourceDirectory = 2;
    private const int DirectoryHeader = 16;
    private const int Entry = 8;
    private const uint HighBit = 0x80000000;

    private readonly byte[] _file;
    private readonly List<(uint Address, uint Length, uint Offset)> _sections;
    private readonly int _root;

    private PeResources(byte[] file, List<(uint, uint, uint)> sections, int root) => (_file, _sections, _root) = (file, sections, root);

    /// <summary>Looks at a program. Null when it is none, or has no resources.</summary>
    public static PeResources? Open(byte[] file)
    {
        var all = file.AsSpan();
        if (all.Length < DosHeader || !all.StartsWith("MZ"u8))
        {
            return null;
        }

        var header = BinaryPrimitives.ReadUInt32LittleEndian(all[0x3c..]);
        if (header > all.Length - OptionalHeader - 2 || !all[(int)header..].StartsWith("PE\0\0"u8))
        {
            return null;
        }

        var head = all[(int)header..];
        var optional = head[OptionalHeader..];
        var optionalLength = BinaryPrimitives.ReadUInt16LittleEndian(head[20..]);
        var directories = BinaryPrimitives.ReadUInt16LittleEndian(optional) switch
        {
            0x10b => 96,
            0x20b => 112,
            _ => int.MaxValue,
        };
        var wanted = directories == int.MaxValue ? int.MaxValue : directories + (ResourceDirectory * 8);
        if (optionalLength > optional.Length || wanted > optionalLength - 8 || BinaryPrimitives.ReadUInt32LittleEndian(optional[(directories - 4)..]) <= ResourceDirectory)
        {
            return null;
        }

        var sections = Sections(optional[optionalLength..], BinaryPrimitives.ReadUInt16LittleEndian(head[6..]));
        var root = Offset(sections, BinaryPrimitives.ReadUInt32LittleEndian(optional[wanted..]), file.Length);
        return root < 0 ? null : new PeResources(file, sections, root);
    }

    /// <summary>The bytes of a resource, in its first language; empty when there is none.</summary>
    public ReadOnlySpan<byte> Find(int type, int number)
        => Content(First(Child(Child(_root, (uint)type), (uint)number)));

    /// <summary>The numbers of the resources of a type, in the order that they have in the file.</summary>
    public IEnumerable<int> Numbers(int type) => Children(Child(_root, (uint)type)).Where(entry => entry.Name < HighBit).Select(entry => (int)entry.Name);

    private static List<(uint Address, uint Length, uint Offset)> Sections(ReadOnlySpan<byte> table, int count)
    {
        var sections = new List<(uint, uint, uint)>();
        for (var i = 0; i < Math.Min(count, MaxSections) && table.Length >= SectionHeader; i++)
        {
            sections.Add((
                BinaryPrimitives.ReadUInt32LittleEndian(table[12..]), BinaryPrimitives.ReadUInt32LittleEndian(table[16..]), BinaryPrimitives.ReadUInt32LittleEndian(table[20..])));
            table = table[SectionHeader..];
        }

        return sections;
    }

    // Where an address in memory is in the file; -1 when it is nowhere.
    private static int Offset(List<(uint Address, uint Length, uint Offset)> sections, uint address, int fileLength)
    {
        foreach (var section in sections)
        {
            if (address >= section.Address && address - section.Address < section.Length && section.Offset + (long)(address - section.Address) is var offset && offset < fileLength)
            {
                return (int)offset;
            }
        }

        return -1;
    }

    private int Child(int directory, uint wanted)
    {
        foreach (var (name, place) in Children(directory))
        {
            if (name == wanted)
            {
                return place;
            }
        }

        return -1;
    }

    private int First(int directory)
    {
        foreach (var (_, place) in Children(directory))
        {
            return place;
        }

        return -1;
    }

    // The entries of a directory. Their places are those of directories below, or of the description of the content.
    private IEnumerable<(uint Name, int Place)> Children(int directory)
    {
        if (directory < 0 || directory > _file.Length - DirectoryHeader)
        {
            yield break;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(directory + 12)) + BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(directory + 14));
        for (var i = 0; i < count; i++)
        {
            var at = directory + DirectoryHeader + (i * Entry);
            if (at > _file.Length - Entry)
            {
                yield break;
            }

            var place = _root + (long)(BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at + 4)) & ~HighBit);
            yield return (BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at)), place < _file.Length ? (int)place : -1);
        }
    }

    private ReadOnlySpan<byte> Content(int description)
    {
        if (description < 0 || description > _file.Length - 8)
        {
            return default;
        }

        var offset = Offset(_sections, BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(description)), _file.Length);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(description + 4));
        return offset < 0 || length > _file.Length - offset ? default : _file.AsSpan(offset, (int)length);
    }
}
