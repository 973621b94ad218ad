using System.Formats.Tar;
using GuestCtl.Copying;

namespace GuestCtl.Client.Tests.Copying;

public sealed class TarFilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(513)]
    [InlineData(1 << 20)]
    public async Task Devices_and_pipes_are_left_out_and_all_else_passes(int pieces)
    {
        var skipped = new List<string>();
        var passed = new MemoryStream();
        await using (var filter = new TarFilter(passed, skipped.Add))
        {
            foreach (var piece in MakeArchive().Chunk(pieces))
            {
                await filter.WriteAsync(piece, TestContext.Current.CancellationToken);
            }
        }

        passed.Position = 0;
        var names = new List<string>();
        using var reader = new TarReader(passed);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            names.Add(entry.Name);
            if (entry.Name == "file")
            {
                Assert.Equal(100_000, entry.Length);
            }
        }

        Assert.Equal(["dir/", "file", LongName, "link", "last"], names);
        Assert.Equal(["sda", "pipe"], skipped);
    }

    [Fact]
    public async Task A_damaged_archive_is_refused()
    {
        await using var filter = new TarFilter(Stream.Null, _ => { });
        await Assert.ThrowsAsync<InvalidDataException>(() => filter.WriteAsync(Enumerable.Repeat((byte)'?', 512).ToArray(), default).AsTask());
    }

    private static string LongName { get; } = string.Join('/', Enumerable.Repeat("a-long-directory-name", 20));

    private static byte[] MakeArchive()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "dir/"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(new byte[100_000]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.BlockDevice, "sda") { DeviceMajor = 8, DeviceMinor = 0 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, LongName) { DataStream = new MemoryStream(new byte[10]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "last"));
        }

        return archive.ToArray();
    }
}
