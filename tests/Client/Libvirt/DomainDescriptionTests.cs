using GuestCtl.Libvirt;

namespace GuestCtl.Client.Tests.Libvirt;

public sealed class DomainDescriptionTests
{
    [Fact]
    public void Disks_elsewhere_have_their_servers()
    {
        var disk = One("""
            <disk type='network'><driver type='raw'/><source protocol='nbd' name='export'>
              <host name='example.com' port='10809'/><host name='::1' port='1'/><host transport='unix' socket='/run/nbd'/><host name='plain'/>
            </source></disk>
            """);
        Assert.Equal(("nbd", "export", "raw"), (disk.Protocol, disk.Source, disk.Format));
        Assert.Equal(["example.com:10809", "[::1]:1", "unix:/run/nbd", "plain"], disk.Servers);
    }

    [Fact]
    public void A_user_is_kept_and_a_secret_of_libvirt_s_refused()
    {
        Assert.Equal("me", One("<disk type='network'><auth username='me'/><source protocol='ssh' name='/x'><host name='a'/></source></disk>").User);
        var error = Assert.Throws<LibvirtException>(() => One(
            "<disk type='network'><auth username='me'><secret type='ceph' uuid='1'/></auth><source protocol='rbd' name='pool/x'><host name='a'/></source></disk>"));
        Assert.Contains("rbd disk ‘pool/x’ needs a secret", error.Message);
    }

    [Theory]
    [InlineData("<disk type='file'/>")]
    [InlineData("<disk type='file'><source/></disk>")]
    [InlineData("<disk type='block'><source file='/x'/></disk>")]
    [InlineData("<disk type='network'><source name='x'/></disk>")]
    [InlineData("<disk type='vhostuser'><source type='unix' path='/x'/></disk>")]
    [InlineData("<disk/>")]
    public void Drives_without_a_medium_are_no_disks(string disk) => Assert.Empty(Parse(disk).Disks);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("<domain>")]
    [InlineData("<!DOCTYPE domain [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain>&x;</domain>")]
    public void What_is_no_description_is_refused(string xml) => Assert.Equal(Errno.EINVAL, Assert.Throws<LibvirtException>(() => DomainDescription.Parse(xml)).Errno);

    [Fact]
    public void A_machine_that_has_a_number_runs()
    {
        Assert.True(DomainDescription.Parse("<domain id='1'/>").IsLive);
        Assert.False(DomainDescription.Parse("<domain/>").IsLive);
    }

    [Fact]
    public void A_machine_without_disks_is_told()
        => Assert.Contains("has no disks", Assert.Throws<LibvirtException>(() => new DomainDrives().Of(Parse(""), (_, _) => "")).Message);

    private static DomainDisk One(string disk) => Assert.Single(Parse(disk).Disks);

    private static DomainDescription Parse(string disks) => DomainDescription.Parse($"<domain><devices>{disks}</devices></domain>");
}
