using System.Formats.Tar;
using GuestCtl.Copying;

namespace GuestCtl.Client.Tests.Copying;

/// <summary>What an archive from a hostile guest can do on the host.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HostTarTests : IDisposable
{
    private const UnixFileMode SetUser = UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-tar-").FullName;

    private string Inside => Path.Combine(_directory, "inside");

    private string Outside => Path.Combine(_directory, "outside");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Nothing_is_written_through_a_link_of_the_archive()
    {
        await TryUnpackAsync(
            new PaxTarEntry(TarEntryType.SymbolicLink, "./link") { LinkName = Outside },
            File("./link/planted"));
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    [Fact]
    public async Task Nothing_is_written_above_the_destination()
    {
        await TryUnpackAsync(File("../outside/planted"), File($"{Outside}/planted"));
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    [Fact]
    public async Task No_program_becomes_set_user_id()
    {
        var program = File("./program");
        program.Mode = SetUser;
        Assert.Null(await TryUnpackAsync(program));
        Assert.Equal(UnixFileMode.None, System.IO.File.GetUnixFileMode(Path.Combine(Inside, "program")) & UnixFileMode.SetUser);
    }

    [Fact]
    public async Task Absolute_links_of_a_guest_arrive_as_they_are()
    {
        Assert.Null(await TryUnpackAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "./localtime") { LinkName = "/usr/share/zoneinfo/UTC" }));
        Assert.Equal("/usr/share/zoneinfo/UTC", new FileInfo(Path.Combine(Inside, "localtime")).LinkTarget);
    }

    [Fact]
    public async Task What_is_packed_belongs_to_root()
    {
        Directory.CreateDirectory(Inside);
        await System.IO.File.WriteAllTextAsync(Path.Combine(Inside, "file"), "content", TestContext.Current.CancellationToken);
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

    private static PaxTarEntry File(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("content"u8.ToArray()) };

    private async Task<Exception?> TryUnpackAsync(params TarEntry[] entries)
    {
        Directory.CreateDirectory(Inside);
        Directory.CreateDirectory(Outside);
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        await using var unpacker = HostTar.Unpack(Inside);
        return await Record.ExceptionAsync(async () =>
        {
            await unpacker.Input.WriteAsync(archive.ToArray());
            await unpacker.FinishAsync();
        });
    }
}
