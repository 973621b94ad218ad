using GuestCtl.Appliances;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Store;

public sealed class DamageTests : IDisposable
{
    private readonly FakeStore _fake = new();

    [Fact]
    public async Task A_flipped_bit_is_found_by_verify_which_names_the_file()
    {
        var built = await _fake.Store().EnsureAsync(null, CancellationToken.None);
        var bytes = await File.ReadAllBytesAsync(built.RootImage);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(built.RootImage, bytes);

        var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => _fake.Store().VerifyAsync(built, CancellationToken.None));

        Assert.Contains(built.RootImage, error.Message);
    }

    [Theory]
    [InlineData("kernel")]
    [InlineData("root.img")]
    [InlineData("base.cpio")]
    [InlineData("manifest.json")]
    public async Task A_file_that_was_cut_short_makes_a_new_build(string name)
    {
        var built = await _fake.Store().EnsureAsync(null, CancellationToken.None);
        using (var file = File.OpenWrite(Path.Combine(built.Directory, name)))
            file.SetLength(3);
        Assert.Null(_fake.Store().Find());

        var again = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        Assert.Equal(2, _fake.Packages.Fetched);
        await _fake.Store().VerifyAsync(again, CancellationToken.None);
    }

    [Fact]
    public async Task A_lost_initrd_is_written_again_without_a_download()
    {
        var built = await _fake.Store().EnsureAsync(null, CancellationToken.None);
        File.Delete(built.Initrd);

        var again = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        Assert.Equal(1, _fake.Packages.Fetched);
        Assert.Equal(built.Hash, again.Hash);
    }

    public void Dispose() => _fake.Dispose();
}
