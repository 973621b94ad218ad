using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Tests.Volumes;

public sealed class VolumeSignaturesTests
{
    private const int Size = 1 << 20;
    private const int Start = 4096;

    [Theory]
    [InlineData(0, nameof(VolumeKinds.Lvm))]
    [InlineData(512, nameof(VolumeKinds.Lvm))]
    [InlineData(1536, nameof(VolumeKinds.Lvm))]
    [InlineData(2048, nameof(VolumeKinds.None))]
    public void An_lvm_label_is_in_the_first_four_sectors(int offset, string expected)
    {
        var bytes = new byte[Start + Size];
        "LABELONE"u8.CopyTo(bytes.AsSpan(Start + offset));
        "LVM2 001"u8.CopyTo(bytes.AsSpan(Start + offset + 24));
        Assert.Equal(expected, Of(bytes).ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(Size - 8192)]
    [InlineData(Size - 65536)]
    public void A_raid_superblock_is_at_one_of_four_places(int offset)
    {
        var bytes = new byte[Start + Size];
        ((ReadOnlySpan<byte>)[0xfc, 0x4e, 0x2b, 0xa9]).CopyTo(bytes.AsSpan(Start + offset));
        Assert.Equal(VolumeKinds.Raid, Of(bytes));
    }

    [Fact]
    public void A_btrfs_superblock_is_at_64_KiB()
    {
        var bytes = new byte[Start + Size];
        "_BHRfS_M"u8.CopyTo(bytes.AsSpan(Start + 65536 + 64));
        Assert.Equal(VolumeKinds.Btrfs, Of(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(4096)]
    [InlineData(65536)]
    public void Small_and_unreadable_drives_have_nothing(long size)
    {
        Assert.Equal(VolumeKinds.None, VolumeSignatures.Of((buffer, _) => { buffer.Clear(); return true; }, 0, size));
        Assert.Equal(VolumeKinds.None, VolumeSignatures.Of((_, _) => false, 0, long.MaxValue));
    }

    private static VolumeKinds Of(byte[] bytes)
        => VolumeSignatures.Of(
            (buffer, offset) =>
            {
                if (offset < 0 || offset + buffer.Length > bytes.Length)
                {
                    return false;
                }

                bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
                return true;
            },
            Start,
            Size);
}
