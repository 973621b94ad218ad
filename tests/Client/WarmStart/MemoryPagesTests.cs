using GuestCtl.SharedMemory;
using GuestCtl.WarmStart;

namespace GuestCtl.Client.Tests.WarmStart;

public sealed class MemoryPagesTests : IDisposable
{
    private const int Page = 4096;
    private const int Length = 700 * Page;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_copied_is_the_same_and_takes_no_more_than_its_pages()
    {
        var content = Content();
        var (hash, copy) = Copy(_directory.WriteFile("full", content), "copy");
        Assert.Equal(content, File.ReadAllBytes(copy));
        Assert.InRange(GuestCtl.Drives.HostFile.AllocatedBytes(copy), 4 * Page, 64 * Page);
        Assert.Equal(64, hash.Length);
    }

    [Fact]
    public void The_hash_does_not_depend_on_holes()
    {
        var (full, sparse) = Copy(_directory.WriteFile("full", Content()), "sparse");
        Assert.Equal(full, Copy(sparse, "again").Hash);
    }

    [Theory]
    [InlineData(3 * Page, 1)]
    [InlineData(300 * Page, 0x80)]
    [InlineData(500 * Page, 1)]
    [InlineData(Length - 1, 1)]
    public void A_flipped_bit_anywhere_changes_the_hash(int offset, byte bit)
    {
        var content = Content();
        var before = Copy(_directory.WriteFile("before", content), "one").Hash;
        content[offset] ^= bit;
        Assert.NotEqual(before, Copy(_directory.WriteFile("after", content), "two").Hash);
    }

    [Fact]
    public void Another_key_gives_another_signature()
    {
        var path = _directory.WriteFile("full", Content());
        Assert.NotEqual(Copy(path, "one").Hash, Copy(path, "two", [.. Enumerable.Repeat((byte)1, 32)]).Hash);
    }

    [Fact]
    public void A_page_in_another_place_changes_the_hash()
    {
        var content = Content();
        var before = Copy(_directory.WriteFile("before", content), "one").Hash;
        content.AsSpan(3 * Page, Page).CopyTo(content.AsSpan(40 * Page));
        content.AsSpan(3 * Page, Page).Clear();
        Assert.NotEqual(before, Copy(_directory.WriteFile("after", content), "two").Hash);
    }

    [Fact]
    public void A_file_that_is_too_short_is_an_error()
    {
        var path = _directory.WriteFile("short", Content()[..(600 * Page)]);
        Assert.Contains("ends after", Assert.Throws<TemplateException>(() => Copy(path, "copy")).Message);
    }

    // Pages at the start, in the middle and at the end, and one that is nearly empty.
    private static byte[] Content()
    {
        var content = new byte[Length];
        new Random(1).NextBytes(content.AsSpan(0, Page * 2));
        new Random(2).NextBytes(content.AsSpan(299 * Page, Page * 2));
        content[(3 * Page) + 17] = 1;
        content[Length - 1] = 7;
        return content;
    }

    private (string Hash, string Path) Copy(string source, string name, byte[]? key = null)
    {
        using var from = File.OpenHandle(source);
        using var to = File.OpenHandle(_directory.File(name), FileMode.CreateNew, FileAccess.ReadWrite);
        RandomAccess.SetLength(to, Length);
        return (MemoryPages.Copy(from, to, Length, SealedMemory.NextData, key ?? new byte[32], CancellationToken.None), _directory.File(name));
    }
}
