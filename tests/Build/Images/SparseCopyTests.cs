using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class SparseCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Data_lands_at_the_offset_and_nothing_else_changes()
    {
        var source = new byte[200_000];
        source[0] = 1;
        source[150_000] = 2;
        source[^1] = 3;
        var target = Enumerable.Repeat((byte)9, 300_000).ToArray();
        // Zeroes are left out, so the target's own bytes must be zero there: a fresh disk image is.
        Array.Clear(target, 5000, source.Length);

        var copied = await CopyAsync(source, target, 5000);

        source.CopyTo(target, 5000);
        Assert.Equal(target, copied);
    }

    [Fact]
    public async Task A_source_that_does_not_fit_is_refused()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(() => CopyAsync(new byte[100], new byte[100], 1));

        Assert.Contains("does not fit", failure.Message);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<byte[]> CopyAsync(byte[] source, byte[] target, long offset)
    {
        await File.WriteAllBytesAsync(_folder.At("source"), source);
        await File.WriteAllBytesAsync(_folder.At("target"), target);
        await SparseCopy.IntoAsync(_folder.At("source"), _folder.At("target"), offset, TestContext.Current.CancellationToken);
        return await File.ReadAllBytesAsync(_folder.At("target"));
    }
}
