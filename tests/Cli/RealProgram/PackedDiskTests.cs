using System.Formats.Tar;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>Files that are given as disks and are something else.</summary>
public sealed class PackedDiskTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-packed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task An_archive_is_named_instead_of_saying_that_nothing_is_on_it()
    {
        var (code, _, error) = await Guestctl.RunAsync("inspect", "-a", MakeArchive());

        Assert.Equal(4, code);
        Assert.Equal($"guestctl: '{_directory}/guest.ova' is not a disk image but an OVA, a tar archive with a machine's disks; unpack it with: tar -xf guest.ova and give the disk in it\n", error);
    }

    // The first kilobyte of an ext2 belongs to nobody.
    [Fact]
    public async Task A_disk_that_begins_like_an_archive_is_a_disk()
    {
        var disk = Path.Combine(_directory, "disk");
        using (var file = File.Create(disk))
        {
            file.SetLength(4 << 20);
        }

        Assert.Equal(0, (await Guestctl.RunAsync("debug-sh", "-a", disk, "--", "mke2fs -q /dev/sda && printf '\\037\\213\\010' | dd of=/dev/sda conv=notrunc status=none")).Code);
        var (code, output, error) = await Guestctl.RunAsync("filesystems", "-a", disk, "-a", MakeArchive());

        Assert.Equal(0, code);
        Assert.Contains("/dev/sda  ", output);
        Assert.StartsWith($"guestctl: warning: '{_directory}/guest.ova' is not a disk image", error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private string MakeArchive()
    {
        var path = Path.Combine(_directory, "guest.ova");
        using var archive = new TarWriter(File.Create(path), TarEntryFormat.Ustar);
        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "guest.ovf") { DataStream = new MemoryStream(new byte[2000]) });
        return path;
    }
}
