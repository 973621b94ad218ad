using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Services.Inspection.Layouts;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>Systems whose files are not where most systems have them.</summary>
public sealed class LayoutTests : IDisposable
{
    private const string Deployments = "ostree/deploy/fedora-coreos/deploy/";

    private readonly GuestTree _tree = new();

    /// <inheritdoc/>
    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("KERNEL.SYS", "freedos", "FreeDOS")]
    [InlineData("kernel.sys", "freedos", "FreeDOS")]
    [InlineData("IO.SYS MSDOS.SYS", "msdos", "MS-DOS")]
    public void Dos_is_told_by_what_it_starts_from(string files, string distro, string product)
    {
        foreach (var name in files.Split(' ').Append("Command.Com"))
        {
            _tree.File(name, "x");
        }

        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(("dos", distro, product, "i386", 0), (facts.Type, facts.Distro, facts.Product, facts.Architecture, facts.Version.Major));
    }

    [Theory]
    [InlineData("COMMAND.COM")]
    [InlineData("KERNEL.SYS")]
    [InlineData("COMMAND.COM IO.SYS")]
    public void Half_of_a_dos_is_none(string files)
    {
        foreach (var name in files.Split(' '))
        {
            _tree.File(name, "x");
        }

        Assert.Null(SystemFacts.Read(_tree.Reader));
        Assert.False(SystemFacts.MayBeRead(_tree.Reader));
    }

    [Fact]
    public void Ubuntu_core_is_told_by_the_snap_of_its_root()
    {
        _tree.File("system-data/var/lib/snapd/modeenv", "mode=run\nbase=core22_1033.snap\nmodel=canonical/ubuntu-core-22-amd64\n")
            .File("system-data/etc/hostname", "core\n");
        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(
            ("linux", "ubuntu", 22, 0, "Ubuntu Core 22", "core", "core", "snap"),
            (facts.Type, facts.Distro, facts.Version.Major, facts.Version.Minor, facts.Product, facts.Variant, facts.Hostname, facts.Packages.Format));
    }

    [Fact]
    public void Talos_is_told_by_the_menu_of_its_boot_partition()
    {
        _tree.File("grub/grub.cfg", "set default=\"A - Talos v1.6.0\"\n\nmenuentry \"A - Talos v1.6.0\" {\n  linux /A/vmlinuz\n}\n").File("A/vmlinuz", "x");
        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(("linux", "talos", 1, 6, "Talos 1.6.0"), (facts.Type, facts.Distro, facts.Version.Major, facts.Version.Minor, facts.Product));
    }

    [Fact]
    public void Nixos_is_read_through_the_links_of_its_store()
    {
        const string Store = "/nix/store/abcdefghijklmnopqrstuvwxyz012345-etc/etc";
        _tree.Link("etc/static", Store).Link("etc/os-release", "/etc/static/os-release").Link("etc/hostname", "/etc/static/hostname")
            .Link("bin/sh", "/nix/store/x-bash/bin/sh").File("etc/NIXOS", "")
            .File(Store[1..] + "/os-release", "ID=nixos\nVERSION_ID=\"23.11\"\nPRETTY_NAME=\"NixOS 23.11 (Tapir)\"\nBUILD_ID=\"23.11.2024\"\n")
            .File(Store[1..] + "/hostname", "nix\n");
        var facts = SystemFacts.Read(_tree.Reader)!;
        Assert.Equal(
            ("nixos", 23, 11, "NixOS 23.11 (Tapir)", "nix", "23.11.2024"),
            (facts.Distro, facts.Version.Major, facts.Version.Minor, facts.Product, facts.Hostname, facts.BuildId));
    }

    [Fact]
    public void The_deployment_of_ostree_that_starts_first_is_the_one_with_the_highest_entry()
    {
        Deploy("aaaa.0");
        Deploy("bbbb.0");
        _tree.Link("ostree/boot.1/fedora-coreos/ffff/0", "../../../deploy/fedora-coreos/deploy/aaaa.0");
        _tree.File("boot/loader/entries/ostree-1-fedora-coreos.conf", "title old\noptions root=UUID=x ostree=/" + Deployments + "bbbb.0\n");
        _tree.File("boot/loader/entries/ostree-2-fedora-coreos.conf", "title new\noptions ostree=/ostree/boot.1/fedora-coreos/ffff/0 quiet rw\n");
        Assert.Equal("/ostree/boot.1/fedora-coreos/ffff/0", OstreeDeployment.Find(_tree.Reader));
    }

    [Fact]
    public void Without_entries_it_is_the_one_that_was_deployed_last()
    {
        Deploy("aaaa.0");
        Deploy("bbbb.0");
        File.SetLastWriteTimeUtc(Path.Combine(_tree.Directory, Deployments, "aaaa.0.origin"), new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(Path.Combine(_tree.Directory, Deployments, "bbbb.0.origin"), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("/" + Deployments + "aaaa.0", OstreeDeployment.Find(_tree.Reader));
    }

    [Fact]
    public void An_entry_that_leads_nowhere_or_out_of_the_guest_is_passed_over()
    {
        Deploy("aaaa.0");
        _tree.File("boot/loader/entries/ostree-9-x.conf", "options ostree=/../../../../../../usr/share\n").Link("out", "/../../..");
        _tree.File("boot/loader/entries/ostree-6-x.conf", "options ostree=/" + string.Join('/', Enumerable.Repeat("a", 1 << 19)) + "\n");
        _tree.File("boot/loader/entries/ostree-5-x.conf", "options ostree=/cycle\n").Link("cycle", "cycle");
        _tree.File("boot/loader/entries/ostree-8-x.conf", "options ostree=/out\n").File("boot/loader/entries/ostree-7-x.conf", "nonsense");
        Assert.Equal("/" + Deployments + "aaaa.0", OstreeDeployment.Find(_tree.Reader));
        using var none = new GuestTree().Folder("ostree/repo");
        Assert.Null(OstreeDeployment.Find(none.Reader));
    }

    [Fact]
    public void A_usr_with_the_highest_version_on_the_same_disk_belongs_to_a_root_without_one()
    {
        var catalog = new DeviceCatalog(
            ["/dev/sda", "/dev/sdb"],
            [.. new[] { "/dev/sda1", "/dev/sda2", "/dev/sda3", "/dev/sdb1" }.Select(path => new KnownDevice(path, "ext4") { Disk = path[..^1] })]);
        UsrFileSystem[] candidates = [Usr("/dev/sda1", "9.8.7"), Usr("/dev/sda2", "10.8"), Usr("/dev/sdb1", "99.1")];
        Assert.Equal("/dev/sda2", UsrFileSystem.For(new GuestMount("/dev/sda3", null, "/"), candidates, catalog)!.Mount.Device);
        Assert.Null(UsrFileSystem.For(new GuestMount("/dev/vg/root", null, "/"), candidates, catalog));
    }

    [Fact]
    public void A_root_without_its_usr_is_known_by_the_empty_directory()
    {
        _tree.Folder("etc").Folder("var").Folder("usr");
        Assert.True(UsrFileSystem.IsMissingIn(_tree.Reader));
        _tree.File("usr/lib/os-release", "ID=x");
        Assert.False(UsrFileSystem.IsMissingIn(_tree.Reader));
    }

    private static UsrFileSystem Usr(string device, string version)
    {
        using var tree = new GuestTree().Folder("bin").File("lib/os-release", $"ID=coreos\nVERSION={version}\n");
        return UsrFileSystem.Read(tree.Reader, new GuestMount(device, null, null))!;
    }

    private void Deploy(string name) => _tree.Folder(Deployments + name + "/usr/lib").File(Deployments + name + ".origin", "[origin]\n");
}
