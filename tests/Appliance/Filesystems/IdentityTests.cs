using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class IdentityTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private const string Uuid = "12345678-1234-4321-8765-1234567890ab";

    [Theory]
    [InlineData("mkfs.ext2 -q -F /dev/sdc", 16, true)]
    [InlineData("mkfs.ext4 -q -F /dev/sdc", 16, true)]
    [InlineData("mkfs.xfs -q -f /dev/sdc", 12, true)]
    [InlineData("mkfs.btrfs -q -f /dev/sdc", 255, true)]
    [InlineData("mkswap /dev/sdc", 15, true)]
    [InlineData("mkfs.vfat /dev/sdc", 11, false)]
    [InlineData("mkntfs -Q -F /dev/sdc", 32, false)]
    public void A_label_and_a_uuid_are_changed(string mkfs, int longest, bool hasUuid)
    {
        var guest = fixture.With($"wipefs -q -a -f /dev/sdc; {mkfs}");
        foreach (var label in (string[])["LABEL", "-X", "A B", new string('L', longest), ""])
        {
            if ((label == "-X" && mkfs.StartsWith("mkntfs", StringComparison.Ordinal)) || (label == "A B" && mkfs.StartsWith("mkfs.xfs", StringComparison.Ordinal)))
            {
                Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.SetLabel("/dev/sdc", label)).Errno);
                continue;
            }

            guest.SetLabel("/dev/sdc", label);
            Assert.Equal(label, guest.VfsLabel("/dev/sdc"));
        }

        Assert.NotEqual(0, Failures.Of(() => guest.SetLabel("/dev/sdc", new string('L', longest == 32 ? 129 : longest + 1))).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.SetLabel("/dev/sdc", "\udcff")).Errno);
        if (!hasUuid)
        {
            Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => guest.SetUuid("/dev/sdc", Uuid)).Errno);
            Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => guest.SetUuidRandom("/dev/sdc")).Errno);
            return;
        }

        guest.SetUuid("/dev/sdc", Uuid);
        Assert.Equal(Uuid, guest.VfsUuid("/dev/sdc"));
        guest.SetUuidRandom("/dev/sdc");
        Assert.NotEqual(Uuid, guest.VfsUuid("/dev/sdc"));
        Assert.True(Guid.TryParse(guest.VfsUuid("/dev/sdc"), out _));
        foreach (var bad in (string[])["", "x", "random", "-f", "12345678-1234-4321-8765-1234567890a"])
        {
            Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.SetUuid("/dev/sdc", bad)).Errno);
        }
    }

    [Fact]
    public void What_has_no_label_says_so()
    {
        var guest = fixture.With("wipefs -q -a -f /dev/sda; mkfs.minix /dev/sdb");
        Assert.Equal(("set_label: /dev/sda: no file system is recognised on it", Errno.EOPNOTSUPP), Failures.Of(() => guest.SetLabel("/dev/sda", "x")));
        Assert.Equal(("set_label: /dev/sdb: it is minix, and of that the label cannot be changed", Errno.EOPNOTSUPP), Failures.Of(() => guest.SetLabel("/dev/sdb", "x")));
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => guest.SetUuid("/dev/sda", Uuid)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.SetLabel("/dev/sdq", "x")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.SetUuid("/dev/sdq", Uuid)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.SetUuidRandom("/dev/sdq")).Errno);
    }

    [Fact]
    public void A_subvolume_stands_for_its_file_system()
    {
        var guest = fixture.With("mkfs.btrfs -q -f /dev/sdc");
        guest.SetLabel("btrfsvol:/dev/sdc/x", "shared");
        Assert.Equal("shared", guest.VfsLabel("/dev/sdc"));
        guest.Mount("/dev/sdc", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.SetLabel("/dev/sdc", "x")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.SetUuidRandom("/dev/sdc")).Errno);
    }
}
