using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class IsoTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private const string Mkiso = "mkdir -p /run/iso; echo x > /run/iso/file; genisoimage -quiet -R -V 'MY VOLUME' -publisher PUB -p PREP -A APP -sysid SYS -volset SET -o ";

    [Fact]
    public void The_descriptor_of_a_drive_is_told()
    {
        var guest = fixture.With($"{Mkiso} /run/x.iso /run/iso; cat /run/x.iso > /dev/sda");
        var info = guest.IsoinfoDevice("/dev/sda");
        Assert.Equal(("SYS", "MY VOLUME", "SET", "PUB", "PREP", "APP"), (info.SystemId, info.VolumeId, info.VolumeSetId, info.PublisherId, info.DataPreparerId, info.ApplicationId));
        Assert.Equal((1U, 1U, 2048U), (info.VolumeSetSize, info.VolumeSequenceNumber, info.LogicalBlockSize));
        Assert.Equal(("", "", ""), (info.CopyrightFileId, info.AbstractFileId, info.BibliographicFileId));
        Assert.Equal(long.Parse(fixture.Shell("stat -c %s /run/x.iso")), info.VolumeSpaceSize * 2048L);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - info.VolumeCreationT, -60, 600);
        Assert.Equal(info.VolumeCreationT, info.VolumeModificationT);
        Assert.Equal(-1, info.VolumeExpirationT);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.IsoinfoDevice("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.IsoinfoDevice("/dev/sdq")).Errno);
    }

    [Fact]
    public void The_descriptor_of_an_image_in_the_guest_is_told()
    {
        var guest = fixture.With("mkfs.ext2 -q -F /dev/sdb");
        guest.Mount("/dev/sdb", "/");
        fixture.Shell($"{Mkiso} /sysroot/x.iso /run/iso");
        guest.LnS("/x.iso", "/link");
        Assert.Equal("MY VOLUME", guest.Isoinfo("/link").VolumeId);
        guest.Write("/short", "CD001"u8.ToArray());
        Assert.Equal(("isoinfo: /short: there is no ISO 9660 file system on it", Errno.EINVAL), Failures.Of(() => guest.Isoinfo("/short")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Isoinfo("/none")).Errno);
        Assert.Equal(Errno.EISDIR, Failures.Of(() => guest.Isoinfo("/")).Errno);
    }
}
