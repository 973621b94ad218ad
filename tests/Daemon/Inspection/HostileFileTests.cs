using System.Diagnostics;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Inspection.Packages;
using GuestCtl.Daemon.Services.Inspection.Release;
using GuestCtl.Daemon.Services.Inspection.Windows;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class HostileFileTests : IDisposable
{
    private const long Gigabyte = 1L << 30;

    private readonly GuestTree _tree = new GuestTree().Folder("bin").File("etc/fstab", "");

    [Fact]
    public void A_release_file_of_a_gigabyte_is_read_at_its_beginning_only()
    {
        _tree.Sparse("etc/os-release", "ID=fedora\nVERSION_ID=39\n", Gigabyte);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(("fedora", 39), (facts.Distro, facts.Version.Major));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 5000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void All_files_of_a_gigabyte_at_once_are_no_harm_either()
    {
        foreach (var path in (string[])["etc/lsb-release", "etc/redhat-release", "etc/debian_version", "etc/hostname", "bin/ls", "etc/mdadm.conf"])
        {
            _tree.Sparse(path, "", Gigabyte);
        }

        var clock = Stopwatch.StartNew();
        Assert.Equal("unknown", SystemFacts.Read(_tree.Reader)!.Distro);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 20_000);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../../../../etc/passwd")]
    [InlineData("/proc/1/root/etc/os-release")]
    [InlineData("/proc/self/fd/0")]
    [InlineData("os-release")]
    public void A_release_file_that_leads_out_of_the_guest_is_not_followed(string target)
    {
        _tree.Link("etc/os-release", target);
        Assert.Null(OsRelease.Read(_tree.Reader));
        Assert.Equal("unknown", SystemFacts.Read(_tree.Reader)!.Distro);
    }

    [Fact]
    public void A_link_that_climbs_too_far_stays_in_the_guest()
    {
        _tree.Link("etc/os-release", "../../../../usr/lib/os-release").File("usr/lib/os-release", "ID=gentoo\n");
        Assert.Equal("gentoo", SystemFacts.Read(_tree.Reader)!.Distro);
    }

    [Fact]
    public async Task A_release_file_that_is_a_pipe_does_not_hang()
    {
        _tree.Pipe("etc/os-release").Pipe("etc/hostname").Pipe("bin/ls");
        var facts = await Task.Run(() => SystemFacts.Read(_tree.Reader)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("unknown", facts!.Distro);
    }

    [Fact]
    public void A_release_file_that_is_a_directory_says_nothing()
    {
        _tree.Folder("etc/os-release").Folder("etc/debian_version").Folder("etc/hostname");
        Assert.Equal("unknown", SystemFacts.Read(_tree.Reader)!.Distro);
    }

    [Fact]
    public void Bytes_that_are_no_text_come_through_unchanged()
    {
        _tree.File("etc/hostname", [0xff, 0xfe, (byte)'x', 0x1b, (byte)'[', (byte)'m', (byte)'\n']);
        Assert.Equal("\udcff\udcfex\u001b[m", SystemFacts.Read(_tree.Reader)!.Hostname);
    }

    [Fact]
    public void An_identifier_that_is_no_word_is_no_distribution()
    {
        _tree.File("etc/os-release", "ID='a b;rm'\nVERSION_ID=99999999999999999999.5\n");
        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(("unknown", 0), (facts.Distro, facts.Version.Major));
    }

    [Fact]
    public void A_database_whose_directories_are_one_large_file_again_and_again_is_given_up()
    {
        _tree.Sparse("big/desc", "%NAME%\nx\n", Gigabyte);
        for (var i = 0; i < 1000; i++)
        {
            _tree.Link($"var/lib/pacman/local/{i}", "/big");
        }

        Assert.Contains("inspection has read more than 512 MiB of this system", Refused("pacman"));
    }

    [Fact]
    public void A_database_whose_directories_are_one_directory_again_and_again_is_given_up()
    {
        for (var i = 0; i < 1100; i++)
        {
            _tree.Link($"var/db/pkg/{i}", "/var/db/pkg");
        }

        Assert.Contains("inspection has read more than 1000000 names of files of this system", Refused("ebuild"));
    }

    [Fact]
    public void A_boot_menu_of_a_hundred_thousand_lines_is_read_at_its_beginning_only()
    {
        _tree.File("boot.ini", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"multi(0)disk(0)rdisk(0)partition(1)\\{i}\n")));
        for (var i = 0; i < 200; i++)
        {
            _tree.File($"file{i}", "");
        }

        var reader = _tree.Reader;
        Assert.Null(SystemRoot.Find(reader));

        // What was not used up is still there.
        Assert.Equal(202, reader.List("/").Count - 1);
    }

    [Fact]
    public void Icons_that_are_too_large_are_not_read()
    {
        foreach (var size in (int[])[256, 128, 96, 64, 48, 36, 32, 24, 16])
        {
            _tree.Sparse($"usr/share/icons/hicolor/{size}x{size}/apps/ubuntu-logo-icon.png", "GIF89a", Gigabyte);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(GuestIcon.Read(_tree.Reader, "ubuntu", favicon: true, highQuality: false));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [Fact]
    public void An_empty_tree_is_no_system()
    {
        using var empty = new GuestTree();
        Assert.Null(SystemFacts.Read(empty.Reader));
    }

    public void Dispose() => _tree.Dispose();

    private string Refused(string format)
    {
        var error = Assert.Throws<OperationFailedException>(() => InstalledPackages.Read(_tree.Reader, format, "unknown", TestContext.Current.CancellationToken));
        Assert.Equal(Errno.EFBIG, error.Errno);
        return error.Message;
    }
}
