namespace GuestCtl.Client.Tests.Libvirt;

/// <summary>Disks of libvirt's machines, asked of the real libvirt. What is expected is what libguestfs 1.48 does, but where it says otherwise.</summary>
public sealed class AddDomainTests : IDisposable
{
    private readonly Machines _machines = new();
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });

    public void Dispose()
    {
        _guest.Dispose();
        _machines.Dispose();
    }

    [Fact]
    public void The_disks_of_a_machine_that_is_off_become_drives()
    {
        Assert.Equal(2, _guest.AddDomain("off", libvirtUri: _machines.Address(_machines.Off)));
        Assert.Equal([$"{_machines["one.img"]} protocol=file", $"{_machines["pool/three.img"]} format=raw protocol=file blocksize=4096"], _guest.DebugDrives());
    }

    [Fact]
    public void A_machine_that_runs_is_only_read()
    {
        var address = _machines.Address(_machines.Running);
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddDomain("running", libvirtUri: address));
        Assert.Contains("live virtual machine", error.Detail);
        Assert.Equal(Errno.EBUSY, error.Errno);
        Assert.Equal(2, _guest.AddDomain("running", libvirtUri: address, readOnly: true));
        Assert.Equal([$"{_machines["one.img"]} readonly format=raw protocol=file", $"{_machines["two.img"]} readonly protocol=file"], _guest.DebugDrives());
    }

    [Fact]
    public void A_machine_is_found_by_its_uuid_if_that_is_allowed()
    {
        const string uuid = "11111111-2222-3333-4444-555555555555";
        var address = _machines.Address(_machines.Running);
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddDomain(uuid, libvirtUri: address, readOnly: true));
        Assert.Equal(($"no libvirt domain called ‘{uuid}’: Domain not found", Errno.ENOENT), (error.Detail, error.Errno));
        Assert.Equal(2, _guest.AddDomain(uuid, libvirtUri: address, readOnly: true, allowUuid: true));
        Assert.Equal(2, _guest.AddDomain("running", libvirtUri: address, readOnly: true, allowUuid: true));
    }

    // libguestfs returns 2 for "ignore", although it adds one.
    [Theory]
    [InlineData("ignore", 1, "")]
    [InlineData("read", 2, " readonly")]
    [InlineData("write", 2, "")]
    public void Disks_that_the_machine_only_reads_are_treated_as_asked_for(string treatment, int count, string mark)
    {
        var machine = _machines.Running.Replace("type='test'", "type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'").Replace("</devices>", "</devices><test:runstate>5</test:runstate>");
        var address = _machines.Address(machine);
        Assert.Equal(count, _guest.AddDomain("running", libvirtUri: address, readOnlyDisk: treatment));
        Assert.Equal(count, _guest.DebugDrives().Length);
        Assert.Equal(count == 2 ? $"{_machines["two.img"]}{mark} protocol=file" : $"{_machines["one.img"]} format=raw protocol=file", _guest.DebugDrives()[^1]);
    }

    [Fact]
    public void A_disk_that_the_machine_only_reads_can_be_an_error()
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddLibvirtDom(_machines.Running, readOnlyDisk: "error"));
        Assert.Contains("two.img: the libvirt domain has this disk read-only", error.Detail);
        Assert.Contains("unknown readonlydisk parameter 'maybe'", Assert.Throws<GuestOperationException>(() => _guest.AddLibvirtDom(_machines.Running, readOnlyDisk: "maybe")).Detail);
        Assert.Empty(_guest.DebugDrives());
    }

    [Fact]
    public void All_disks_are_added_or_none()
    {
        File.Delete(_machines["two.img"]);
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddDomain("running", libvirtUri: _machines.Address(_machines.Running), readOnly: true));
        Assert.Contains("two.img", error.Detail);
        Assert.Empty(_guest.DebugDrives());
    }

    [Fact]
    public void A_machine_that_was_found_already_is_described()
    {
        Assert.Equal(2, _guest.AddLibvirtDom(_machines.Running));
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddLibvirtDom(_machines.Off));
        Assert.Contains("a volume of the storage pool ‘pool’", error.Detail);
        Assert.Contains("root is not <domain>", Assert.Throws<GuestOperationException>(() => _guest.AddLibvirtDom("<machine/>")).Detail);
        Assert.Equal(2, _guest.DebugDrives().Length);
    }

    [Fact]
    public void What_libvirt_refuses_is_told_in_its_words()
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddDomain("off", libvirtUri: "test:///no/such/file"));
        Assert.Matches(@"^could not connect to libvirt \(code \d+, domain \d+\): .*/no/such/file", error.Detail);
    }

    [Fact]
    public void A_volume_that_is_gone_is_named()
    {
        var machine = _machines.Off.Replace("volume='three.img'", "volume='four.img'");
        Assert.Contains("no volume called ‘four.img’", Assert.Throws<GuestOperationException>(() => _guest.AddDomain("off", libvirtUri: _machines.Address(machine))).Detail);
        machine = _machines.Off.Replace("pool='pool'", "pool='pond'");
        Assert.Contains("no libvirt storage pool called ‘pond’", Assert.Throws<GuestOperationException>(() => _guest.AddDomain("off", libvirtUri: _machines.Address(machine))).Detail);
    }

    [Fact]
    public void Handles_have_different_numbers()
    {
        using var other = new GuestFs(new GuestFsOptions { UseEnvironment = false });
        Assert.NotEqual(_guest.CPointer(), other.CPointer());
        Assert.Equal(_guest.CPointer(), _guest.CPointer());
    }
}
