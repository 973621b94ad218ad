using System.Text;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Tests.Filesystems;

public sealed class IsoVolumeDescriptorTests
{
    [Fact]
    public void Texts_numbers_and_times_are_read()
    {
        var descriptor = Empty();
        Encoding.ASCII.GetBytes("MY VOLUME".PadRight(32)).CopyTo(descriptor, 40);
        descriptor[80] = 99;
        descriptor[129] = 8;
        Encoding.ASCII.GetBytes("2021022803040500").CopyTo(descriptor, 813);
        descriptor[829] = 4;
        Encoding.ASCII.GetBytes("0000000000000000").CopyTo(descriptor, 830);
        Assert.True(IsoVolumeDescriptor.IsPrimary(descriptor));
        var info = IsoVolumeDescriptor.Parse(descriptor);
        Assert.Equal("MY VOLUME", GuestText.Decode(info.IsoVolumeId));
        Assert.Equal("", GuestText.Decode(info.IsoPublisherId));
        Assert.Equal((99U, 2048U), (info.IsoVolumeSpaceSize, info.IsoLogicalBlockSize));
        Assert.Equal(new DateTimeOffset(2021, 2, 28, 3, 4, 5, TimeSpan.FromHours(1)).ToUnixTimeSeconds(), info.IsoVolumeCreationT);
        Assert.Equal((-1L, -1L), (info.IsoVolumeModificationT, info.IsoVolumeExpirationT));
    }

    [Fact]
    public void Other_bytes_are_no_descriptor()
    {
        var descriptor = Empty();
        descriptor[0] = 2;
        Assert.False(IsoVolumeDescriptor.IsPrimary(descriptor));
        Assert.False(IsoVolumeDescriptor.IsPrimary(new byte[IsoVolumeDescriptor.Size]));
    }

    private static byte[] Empty()
    {
        var descriptor = new byte[IsoVolumeDescriptor.Size];
        descriptor[0] = 1;
        "CD001"u8.CopyTo(descriptor.AsSpan(1));
        return descriptor;
    }
}
