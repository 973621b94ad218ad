namespace GuestCtl.Client.Tests.Handle;

public sealed class AddDriveTests : IDisposable
{
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });
    private readonly TemporaryDirectory _directory = new();
    private readonly string _image;

    public AddDriveTests()
    {
        _image = Path.Combine(_directory.Path, "disk.img");
        using var file = File.Create(_image);
        file.SetLength(1 << 20);
    }

    public void Dispose()
    {
        _guest.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Added_drives_are_listed_in_order()
    {
        _guest.AddDrive(_image, format: "raw", label: "data");
        _guest.AddDriveRo(_image);
        _guest.AddCdrom(_image);
        _guest.AddDriveWithIf(_image, "ide");
        _guest.AddDriveRoWithIf(_image, "virtio");
        _guest.AddDriveScratch(4096, label: "scratch");
        var drives = _guest.DebugDrives();
        Assert.Equal(6, drives.Length);
        Assert.Equal($"{_image} format=raw protocol=file label=data", drives[0]);
        Assert.Equal($"{_image} readonly protocol=file", drives[1]);
        Assert.Equal("(scratch of 4096 bytes) format=raw protocol=file label=scratch cache=unsafe", drives[5]);
    }

    [Fact]
    public void A_labelled_drive_can_be_removed_again()
    {
        _guest.AddDrive(_image, label: "data");
        _guest.RemoveDrive("data");
        Assert.Empty(_guest.DebugDrives());
        Assert.Contains("no drive has the label 'data'", Assert.Throws<GuestOperationException>(() => _guest.RemoveDrive("data")).Message);
    }

    [Fact]
    public void An_OVA_is_as_many_drives_as_it_has_disks_or_none()
    {
        var whole = OvaFile.Write(_directory.File("whole.ova"), ("vm.ovf", OvaFile.Description("a", "b")), ("a", new byte[512]), ("b", new byte[512]));
        var part = OvaFile.Write(_directory.File("part.ova"), ("vm.ovf", OvaFile.Description("a", "b")), ("a", new byte[512]));
        _guest.AddDrive(whole, readOnly: true);
        Assert.Contains("disk 2: its file 'b' is not in the archive", Assert.Throws<GuestOperationException>(() => _guest.AddDriveRo(part)).Message);
        Assert.Equal([$"{whole} disk=1 readonly protocol=file", $"{whole} disk=2 readonly protocol=file"], _guest.DebugDrives());
        Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<GuestOperationException>(() => _guest.AddDrive(whole)).Errno);
    }

    [Fact]
    public void There_are_at_most_255_drives()
    {
        Assert.Equal(255, _guest.MaxDisks());
        for (var i = 0; i < 255; i++)
        {
            _guest.AddDriveScratch(4096);
        }

        Assert.Contains("255 drives", Assert.Throws<GuestOperationException>(() => _guest.AddDriveScratch(4096)).Message);
    }

    [Fact]
    public void A_missing_image_is_reported_when_it_is_added()
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.AddDrive("/no/such.img"));
        Assert.Equal("add_drive", error.Function);
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains("/no/such.img", error.Message);
    }

    [Fact]
    public void A_scratch_drive_has_a_positive_size()
        => Assert.Contains("must be positive", Assert.Throws<GuestOperationException>(() => _guest.AddDriveScratch(0)).Message);
}
