using GuestCtl.Daemon.Services.Filesystems;

namespace GuestCtl.Daemon.Tests.Filesystems;

public sealed class ExtFormatTests
{
    [Fact]
    public void A_superblock_has_fields_and_what_is_not_set_is_empty()
        => Assert.Equal(
            [("Filesystem volume name", ""), ("Last mounted on", ""), ("Filesystem flags", "signed_directory_hash "), ("Filesystem created", "Wed Nov 25 19:08:40 2026")],
            Superblock.Parse("tune2fs 1.47.2 (1-Jan-2025)\nFilesystem volume name:   <none>\nLast mounted on:          <not available>\n"
                + "Filesystem flags:         signed_directory_hash \nFilesystem created:       Wed Nov 25 19:08:40 2026\n"));

    [Theory]
    [InlineData("", 0u)]
    [InlineData("i", 0x10u)]
    [InlineData("TeA", 0x000a0080u)]
    public void Letters_are_flags(string letters, uint flags)
    {
        Assert.Equal(flags, InodeFlags.Parse(letters));
        Assert.Equal(string.Concat(letters.Order()), InodeFlags.Format(flags));
    }

    [Theory]
    [InlineData("ii")]
    [InlineData("E")]
    [InlineData("R")]
    [InlineData("-")]
    public void Letters_that_cannot_be_set_are_refused(string letters) => Assert.Equal(Errno.EINVAL, Assert.Throws<OperationFailedException>(() => InodeFlags.Parse(letters)).Errno);

    [Fact]
    public void Flags_without_a_letter_are_not_shown() => Assert.Equal("EI", InodeFlags.Format(0x00041800));

    [Fact]
    public void Swap_areas_are_read_from_the_kernels_list()
        => Assert.Equal(
            ["/dev/sdb", "/sysroot/swap file"],
            SwapAreas.Paths("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sdb                                partition\t65532\t\t0\t\t-2\n/sysroot/swap\\040file                   file\t\t1020\t\t0\t\t-3\n"));
}
