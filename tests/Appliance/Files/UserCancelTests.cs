namespace GuestCtl.Appliance.Tests.Files;

/// <summary>Transfers that are cancelled after each of their chunks, by user_cancel and by a token. The handle works on.</summary>
[Collection(FilesCollection.Name)]
public sealed class UserCancelTests(FilesFixture fixture)
{
    private const int ChunkSize = 64 * 1024;

    // More than may be on the way at once.
    private const int Chunks = 40;
    private const int Interrupted = 4;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public async Task An_upload_can_be_cancelled_at_every_chunk()
    {
        var d = fixture.NewDirectory();
        for (var after = 0; after < Chunks; after++)
        {
            await using var cancelled = new CountingStream(after, _guest.UserCancel);
            var error = await Assert.ThrowsAsync<GuestOperationException>(() => _guest.UploadAsync(cancelled, $"{d}/f", TestContext.Current.CancellationToken));
            Assert.Equal(Interrupted, error.Errno);
            Assert.Equal("upload: the transfer was cancelled by user_cancel", error.Message);

            using var source = new CancellationTokenSource();
            await using var tokened = new CountingStream(after, source.Cancel);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.UploadAsync(tokened, $"{d}/f", source.Token));
        }

        await using var whole = new CountingStream(int.MaxValue, () => { });
        await _guest.UploadAsync(whole, $"{d}/f", TestContext.Current.CancellationToken);
        Assert.Equal((long)Chunks * ChunkSize, _guest.Filesize($"{d}/f"));
    }

    [Fact]
    public async Task A_download_can_be_cancelled_at_every_chunk()
    {
        var d = fixture.NewDirectory();
        _guest.Fill(7, Chunks * ChunkSize, $"{d}/f");
        for (var after = 0; after < Chunks; after++)
        {
            await using var cancelled = new CountingStream(after, _guest.UserCancel);
            var error = await Record.ExceptionAsync(() => _guest.DownloadAsync($"{d}/f", cancelled, TestContext.Current.CancellationToken));
            if (error is null)
            {
                // Everything had arrived by then.
                Assert.True(cancelled.Passed == Chunks, $"after {after}: {cancelled.Passed} chunks and no error");
                continue;
            }

            Assert.Equal(Interrupted, Assert.IsType<GuestOperationException>(error).Errno);
        }

        Assert.True(_guest.Exists($"{d}/f"));
    }

    [Fact]
    public async Task An_archive_can_be_cancelled_both_ways()
    {
        var d = fixture.NewDirectory();
        _guest.Fill(7, Chunks * ChunkSize, $"{d}/f");
        await using (var cancelled = new CountingStream(3, _guest.UserCancel))
        {
            Assert.Equal(Interrupted, (await Assert.ThrowsAsync<GuestOperationException>(
                () => _guest.TarOutAsync(d, cancelled, cancellationToken: TestContext.Current.CancellationToken))).Errno);
        }

        using var archive = new MemoryStream();
        await _guest.TarOutAsync(d, archive, cancellationToken: TestContext.Current.CancellationToken);
        await using (var cancelled = new CountingStream(3, _guest.UserCancel, archive.ToArray()))
        {
            Assert.Equal(Interrupted, (await Assert.ThrowsAsync<GuestOperationException>(
                () => _guest.TarInAsync(cancelled, d, cancellationToken: TestContext.Current.CancellationToken))).Errno);
        }

        Assert.True(_guest.Exists(d));
    }

    [Fact]
    public void Without_a_transfer_nothing_happens()
    {
        _guest.UserCancel();
        Assert.True(_guest.IsDir("/"));
    }

    /// <summary>Counts chunks that pass in either direction, and does something after some of them.</summary>
    private sealed class CountingStream(int after, Action then, byte[]? content = null) : MemoryStream(content ?? new byte[Chunks * ChunkSize], writable: content is null)
    {
        public int Passed { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count();
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, ChunkSize)], CancellationToken.None);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count();
            return ValueTask.CompletedTask;
        }

        private void Count()
        {
            if (Passed++ == after)
            {
                then();
            }
        }
    }
}
