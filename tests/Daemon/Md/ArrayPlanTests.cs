using GuestCtl.Daemon.Services.Md;

namespace GuestCtl.Daemon.Tests.Md;

public sealed class ArrayPlanTests
{
    [Theory]
    [InlineData(0UL, "/a /b")]
    [InlineData(1UL, "missing /a /b")]
    [InlineData(2UL, "/a missing /b")]
    [InlineData(6UL, "/a missing missing /b")]
    [InlineData(4UL, "/a /b missing")]
    public void Missing_devices_stand_where_their_bits_are(ulong missing, string places)
        => Assert.EndsWith(" " + places, string.Join(' ', new ArrayPlan(["/a", "/b"], missing, null, 0, null, "raid1").Arguments()));

    [Fact]
    public void A_place_beyond_the_devices_is_refused()
        => Assert.Throws<OperationFailedException>(() => new ArrayPlan(["/a", "/b"], 8, null, 0, null, "raid1").Arguments());

    [Fact]
    public void A_chunk_is_told_in_kibibytes()
        => Assert.Contains("--chunk 64 ", string.Join(' ', new ArrayPlan(["/a"], 0, null, 0, 65536, "raid0").Arguments()));
}
