using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Attributes;

[Collection(FilesCollection.Name)]
public sealed class RightsTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void An_access_list_is_set_and_read()
    {
        var d = fixture.NewDirectory();
        _guest.Touch($"{d}/f");
        Assert.Equal("user::rw-\ngroup::r--\nother::r--\n", _guest.AclGetFile($"{d}/f", "access"));
        _guest.AclSetFile($"{d}/f", "access", "u::rwx,g::r-x,o::r--,u:4711:rw-,m::rwx");
        Assert.Equal("user::rwx\nuser:4711:rw-\ngroup::r-x\nmask::rwx\nother::r--\n", _guest.AclGetFile($"{d}/f", "access"));
        Assert.Equal("user::rwx\nuser:4711:rw-\ngroup::r-x\nmask::rwx\nother::r--\n\n", fixture.Shell($"getfacl -cpn /sysroot{d}/f"));
    }

    [Fact]
    public void A_directory_has_a_default_list_that_can_be_removed()
    {
        var d = fixture.NewDirectory();
        Assert.Equal("", _guest.AclGetFile(d, "default"));
        _guest.AclSetFile(d, "default", "user::rwx\ngroup::---\nother::---\n");
        Assert.Equal("user::rwx\ngroup::---\nother::---\n", _guest.AclGetFile(d, "default"));
        _guest.AclDeleteDefFile(d);
        Assert.Equal("", _guest.AclGetFile(d, "default"));
        _guest.AclDeleteDefFile(d);
    }

    [Fact]
    public void Lists_that_are_none_are_refused()
    {
        var d = fixture.NewDirectory();
        _guest.Touch($"{d}/f");
        FilesFixture.Fails(Errno.EINVAL, "acltype is 'other', but must be 'access' or 'default'", () => _guest.AclGetFile($"{d}/f", "other"));
        FilesFixture.Fails(Errno.EINVAL, "cannot set the access control list 'nonsense'", () => _guest.AclSetFile($"{d}/f", "access", "nonsense"));
        FilesFixture.Fails(Errno.EACCES, "Permission denied", () => _guest.AclSetFile($"{d}/f", "default", "u::rwx,g::---,o::---"));
        _guest.AclDeleteDefFile($"{d}/f");
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.AclGetFile("/no", "access"));
    }

    [Fact]
    public void Capabilities_are_set_and_read()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch f && ln -s f link");
        Assert.Equal("", _guest.CapGetFile($"{d}/f"));
        _guest.CapSetFile($"{d}/link", "cap_net_raw,cap_net_admin=ep");
        Assert.Equal("cap_net_admin,cap_net_raw=ep", _guest.CapGetFile($"{d}/f"));
        Assert.Contains("cap_net_admin,cap_net_raw=ep", fixture.Shell($"getcap /sysroot{d}/f"));
    }

    [Fact]
    public void Capabilities_that_are_none_are_refused()
    {
        var d = fixture.NewDirectory();
        _guest.Touch($"{d}/f");
        FilesFixture.Fails(Errno.EINVAL, "cannot set the capabilities 'nonsense'", () => _guest.CapSetFile($"{d}/f", "nonsense"));
        FilesFixture.Fails(Errno.EISDIR, "Is a directory", () => _guest.CapSetFile(d, "cap_net_raw=ep"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.CapGetFile("/no"));
    }
}
