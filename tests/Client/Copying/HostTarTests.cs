using System.Formats.Tar;
using GuestCtl.Copying;

namespace GuestCtl.Client.Tests.Copying;

/// <summary>What the host's tar packs for the guest.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HostTarTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-tar-").FullName;

    private string Inside => Path.Combine(_directory, "inside");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_is_packed_belongs_to_root()
    {
        Directory.CreateDirectory(Inside);
        await File.WriteAllTextAsync(Path.Combine(Inside, "file"), "content", TestContext.Current.CancellationToken);
        await using var packer = HostTar.Pack(Inside);
        using var archive = new MemoryStream();
        await packer.Output.CopyToAsync(archive, TestContext.Current.CancellationToken);
        await packer.FinishAsync();
        archive.Position = 0;
        using var reader = new TarReader(archive);
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            Assert.Equal((0, 0), (entry.Uid, entry.Gid));
            names.Add(entry.Name);
        }

        Assert.Equal(["./", "./file"], names);
    }
}
