using GuestCtl.Appliances.Kernel;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Kernel;

public sealed class BzImageTests
{
    [Fact]
    public void The_payload_is_found_by_the_header_fields()
    {
        var payload = KernelFixture.Gzip([1, 2, 3, 4, 5, 6, 7, 8]);

        var found = BzImage.Find(KernelFixture.BzImage(payload));

        Assert.Equal(payload, found!.Data.ToArray());
        Assert.Equal("usr/bin/gzip", found.Program);
    }

    [Theory]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd }, "usr/bin/zstd")]
    [InlineData(new byte[] { 0xfd, 0x37, 0x7a, 0x58, 0x5a }, "usr/bin/xz")]
    public void The_size_after_the_stream_is_left_out(byte[] magic, string program)
    {
        byte[] payload = [.. magic, 9, 9, 9, 9, 0x10, 0x20, 0x30, 0x40];

        var found = BzImage.Find(KernelFixture.BzImage(payload));

        Assert.Equal(payload[..^4], found!.Data.ToArray());
        Assert.Equal(program, found.Program);
    }

    [Fact]
    public void An_unknown_compression_is_left_alone() =>
        Assert.Null(BzImage.Find(KernelFixture.BzImage([1, 2, 3, 4, 5, 6, 7, 8, 9])));

    [Fact]
    public void A_payload_beyond_the_end_is_refused()
    {
        var image = KernelFixture.BzImage(KernelFixture.Gzip([1, 2, 3]));

        Assert.Null(BzImage.Find(image.AsMemory(0, image.Length - 110)));
    }

    [Fact]
    public void Something_that_is_no_kernel_is_refused() => Assert.Null(BzImage.Find(new byte[4096]));
}
