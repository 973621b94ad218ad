using System.Formats.Tar;
using System.Text;
using GuestCtl.Drives;
using GuestCtl.Drives.Formats;
using GuestCtl.Drives.Ova;

namespace GuestCtl.Client.Tests.Drives.Ova;

public sealed class TarDirectoryTests : IDisposable
{
    private const int SizeAt = 124;
    private const int TypeAt = 156;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Members_are_found_where_they_lie_in_every_form(TarEntryFormat format)
    {
        var name = format == TarEntryFormat.Ustar ? "b" : new string('b', 300);
        var content = Archive(format, ("./a.ovf", Encoding.ASCII.GetBytes("description")), (name, Encoding.ASCII.GetBytes(new string('x', 700))));
        var directory = Read(content);

        Assert.Null(directory.Damage);
        Assert.Equal(["a.ovf", name], directory.Members.Select(member => member.Name));
        Assert.All(directory.Members, member => Assert.True(member.IsPlain));
        var disk = directory.Members[1];
        Assert.Equal(new string('x', 700), Encoding.ASCII.GetString(content, (int)disk.Offset, (int)disk.Length));
    }

    // The way of GNU tar and VirtualBox to say more than eight gigabytes.
    [Fact]
    public void A_large_size_is_a_binary_number()
    {
        var path = _directory.File("large");
        var header = Archive(TarEntryFormat.Ustar, ("disk", []))[..512];
        header.AsSpan(SizeAt, 12).Clear();
        (header[SizeAt], header[SizeAt + 7]) = (0x80, 3);
        using (var file = File.Create(path))
        {
            file.Write(Sum(header));
            file.SetLength(512 + (3L << 32) + 1024);
        }

        var directory = Read(path);
        Assert.Equal((null, new TarMember("disk", 512, 3L << 32, IsPlain: true)), (directory.Damage, Assert.Single(directory.Members)));
    }

    [Theory]
    [InlineData("00000002001\0")] // one byte more than there is
    [InlineData("77777777777\0")]
    [InlineData("-0000000001\0")]
    [InlineData("\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    public void A_size_that_the_file_does_not_have_is_damage(string size)
    {
        var content = Archive(TarEntryFormat.Ustar, ("disk", new byte[1024]))[..(512 + 1024)];
        Encoding.Latin1.GetBytes(size).CopyTo(content, SizeAt);
        Sum(content);
        Assert.NotNull(Read(content).Damage);
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('5')]
    public void What_is_no_file_is_not_plain(char type)
    {
        var content = Archive(TarEntryFormat.Ustar, ("disk", new byte[1024]));
        content[TypeAt] = (byte)type;
        Sum(content);
        Assert.False(Assert.Single(Read(content).Members).IsPlain);
    }

    [Fact]
    public void Files_with_holes_are_not_plain()
    {
        var content = Archive(TarEntryFormat.Ustar, ("disk", new byte[1024]));
        content[TypeAt] = (byte)'S';
        Sum(content);
        Assert.Contains("with holes, disk", Read(content).Damage);

        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "x", new Dictionary<string, string> { ["GNU.sparse.major"] = "1", ["GNU.sparse.name"] = "disk" }) { DataStream = new MemoryStream(new byte[512]) });
        }
        var member = Assert.Single(Read(archive.ToArray()).Members);
        Assert.Equal(("disk", false), (member.Name, member.IsPlain));
    }

    [Fact]
    public void Members_and_their_headers_are_bounded()
    {
        Assert.Contains("more than 256 members", Read(Archive(TarEntryFormat.Ustar, [.. Enumerable.Range(0, 300).Select(number => ($"{number}", Array.Empty<byte>()))])).Damage);
        var name = Archive(TarEntryFormat.Ustar, ("name", new byte[40 << 10]));
        name[TypeAt] = (byte)'L';
        var header = Sum(name)[..^1024];
        Assert.Contains("headers of", Read([.. header, .. header, .. header]).Damage);
    }

    [Fact]
    public void What_follows_a_member_and_is_no_header_is_damage()
    {
        var content = Archive(TarEntryFormat.Ustar, ("disk", new byte[512]));
        content[1024 + 7] = 1;
        Assert.Contains("damaged at byte 1024", Read(content).Damage);
        Assert.Contains("cut off", Read(content[..1100]).Damage);
    }

    private static byte[] Archive(TarEntryFormat format, params (string Name, byte[] Content)[] members)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, format, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    // Notes the sum of the first header.
    private static byte[] Sum(byte[] archive)
    {
        Encoding.ASCII.GetBytes("        ").CopyTo(archive, 148);
        Encoding.ASCII.GetBytes($"{Convert.ToString(archive[..512].Sum(value => value), 8).PadLeft(6, '0')}\0 ").CopyTo(archive, 148);
        return archive;
    }

    private TarDirectory Read(byte[] archive) => Read(_directory.WriteFile("archive", archive));

    private static TarDirectory Read(string path)
    {
        using var file = OpenedFile.Open(path, writable: false, "Archive");
        return TarDirectory.Read(new ImageBytes(file));
    }
}
