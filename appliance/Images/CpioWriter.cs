using System.Globalization;
using System.Text;

namespace GuestCtl.Appliances.Images;

/// <summary>Writes a cpio archive in the "newc" format, the one the kernel unpacks as its first root.</summary>
/// <remarks>All owners are root and all times zero, so that the same input gives the same bytes.</remarks>
internal sealed class CpioWriter(Stream output)
{
    private const uint Directory = 0x4000;
    private const uint CharacterDevice = 0x2000;
    private const uint RegularFile = 0x8000;
    private const uint SymbolicLink = 0xa000;

    private uint _inode;
    private long _written;

    internal void AddDirectory(string path, uint mode = 0x1ed) => Add(path, Directory | mode, 0, 0, 0, Stream.Null);

    internal void AddSymbolicLink(string path, string target) =>
        AddContent(path, SymbolicLink | 0x1ff, Encoding.UTF8.GetBytes(target));

    internal void AddCharacterDevice(string path, uint mode, uint major, uint minor) =>
        Add(path, CharacterDevice | mode, major, minor, 0, Stream.Null);

    internal void AddFile(string path, uint mode, byte[] content) => AddContent(path, RegularFile | mode, content);

    internal void AddFile(string path, uint mode, string source)
    {
        using var file = File.OpenRead(source);
        if (file.Length > uint.MaxValue)
            throw new ApplianceBuildException($"{source} is larger than a cpio archive can hold (4 GiB).");
        Add(path, RegularFile | mode, 0, 0, (uint)file.Length, file);
    }

    /// <summary>Ends the archive. Another one may follow in the same stream.</summary>
    internal void Finish()
    {
        _inode = uint.MaxValue; // so that the trailer's inode is 0
        Add("TRAILER!!!", 0, 0, 0, 0, Stream.Null);
    }

    private void AddContent(string path, uint mode, byte[] content) =>
        Add(path, mode, 0, 0, (uint)content.Length, new MemoryStream(content));

    private void Add(string path, uint mode, uint major, uint minor, uint size, Stream content)
    {
        var name = Encoding.UTF8.GetBytes(path.TrimStart('/') + "\0");
        var links = mode == 0 || (mode & 0xf000) != Directory ? 1u : 2u;
        // ino mode uid gid nlink mtime filesize devmajor devminor rdevmajor rdevminor namesize check
        uint[] fields = [unchecked(++_inode), mode, 0, 0, links, 0, size, 0, 0, major, minor, (uint)name.Length, 0];
        var header = "070701" + string.Concat(fields.Select(field => field.ToString("X8", CultureInfo.InvariantCulture)));
        Write(Encoding.ASCII.GetBytes(header));
        Write(name);
        Pad();
        var start = _written;
        var buffer = new byte[1 << 16];
        for (int count; (count = content.Read(buffer)) > 0;)
            Write(buffer.AsSpan(0, count));
        if (_written - start != size)
            throw new ApplianceBuildException($"{path} changed its size while it was being packed. Try again when nothing writes to it.");
        Pad();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _written += bytes.Length;
    }

    private void Pad() => Write(new byte[(4 - (_written % 4)) % 4]);
}
