using System.Diagnostics;
using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Inspection.Release;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class HostileFileTests : IDisposable
{
    private const long Gigabyte = 1L << 30;

    private readonly GuestTree _tree = new GuestTree().Folder("bin").File("etc/fstab", "");

    [Fact]
    public void A_release_file_of_a_gigabyte_is_read_at_its_beginning_only()
    {
        _tree.Sparse("etc/os-release", "ID=fedora\nVERSION_ID=39\n", Gigabyte);
        var before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(("fedora", 39), (facts.Distro, facts.Version.Major));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 5000);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
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
    public void An_empty_tree_is_no_system()
    {
        using var empty = new GuestTree();
        Assert.Null(SystemFacts.Read(empty.Reader));
    }

    public void Dispose() => _tree.Dispose();
}
