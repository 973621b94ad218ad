using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using GuestCtl.Drives;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Client.Tests.Drives.Formats;

public sealed class PackedFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("disk.img.xz", "FD377A585A00", "xz -dc disk.img.xz > disk.img")]
    [InlineData("disk.img.bz2", "425A6839314159265359", "bzip2 -dc disk.img.bz2 > disk.img")]
    [InlineData("disk.img.zst", "28B52FFD", "zstd -dc disk.img.zst > disk.img")]
    [InlineData("disk.img.lz4", "04224D18", "lz4 -dc disk.img.lz4 > disk.img")]
    [InlineData("a b.7z", "377ABCAF271C", "7z x 'a b.7z'")]
    [InlineData("disk", "526172211A0700", "unrar x disk")]
    [InlineData("disk.simg", "3AFF26ED", "simg2img disk.simg disk.raw")]
    public void What_is_packed_is_named_with_the_command_that_unpacks_it(string name, string start, string command) =>
        Assert.Contains(command, Describe(name, [.. Convert.FromHexString(start), .. new byte[1000]]));

    [Fact]
    public void A_disk_compressed_with_gzip_is_one_whatever_its_name()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(new byte[5000]);
        }

        Assert.Equal("compressed with gzip; get the disk in it with: gzip -dc ./-x > ./-x.disk", Describe("-x", packed.ToArray()));
    }

    [Fact]
    public void A_zip_archive_is_one()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("cd.iso").Open();
            entry.Write(new byte[5000]);
        }

        Assert.Equal("a zip archive; get the disk in it with: unzip cd.zip", Describe("cd.zip", packed.ToArray()));
    }

    [Theory]
    [InlineData("guest.ovf", "an OVA, a tar archive with a machine's disks; unpack it with: tar -xf guest.ova and give the disk in it")]
    [InlineData("disk.img", "a tar archive; unpack it with: tar -xf guest.ova and give the disk in it")]
    public void An_archive_of_a_machine_is_told_from_others(string member, string what)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, member) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes("<Envelope/>")) });
        }

        Assert.Equal(what, Describe("guest.ova", packed.ToArray()));
    }

    [Fact]
    public void An_image_of_Parallels_is_converted()
    {
        var (raw, image) = (_directory.File("a.raw"), _directory.File("disk.hdd"));
        File.WriteAllBytes(raw, new byte[1 << 20]);
        QemuImg.Run("convert", "-f", "raw", "-O", "parallels", raw, image);

        Assert.Equal("a Parallels image; get the disk in it with: qemu-img convert -f parallels -O qcow2 disk.hdd disk.qcow2", Describe(image));
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\">", "(OVF)")]
    [InlineData(".encoding = \"UTF-8\"\nconfig.version = \"8\"\n", "(VMware)")]
    [InlineData("<!DOCTYPE html>\n<html><head><title>404", "a web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "git lfs pull")]
    public void A_text_in_place_of_a_disk_is_named(string text, string part) => Assert.Contains(part, Describe("disk", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_dmg_has_its_mark_at_the_end()
    {
        var bytes = new byte[4096];
        "koly"u8.CopyTo(bytes.AsSpan(4096 - 512));
        Assert.Contains("qemu-img convert -f dmg -O qcow2 mac.dmg mac.qcow2", Describe("mac.dmg", bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("EB63900000")]
    [InlineData("504B0506")]
    public void What_may_be_a_disk_is_not_guessed_at(string start) => Assert.Null(Describe("disk", [.. Convert.FromHexString(start), .. new byte[4096]]));

    private string? Describe(string name, byte[] content)
    {
        var path = _directory.File(name);
        File.WriteAllBytes(path, content);
        return Describe(path);
    }

    private static string? Describe(string path)
    {
        using var file = OpenedFile.Open(path, writable: false, "Image");
        return PackedFile.Describe(file);
    }
}
