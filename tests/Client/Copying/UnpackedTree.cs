using System.Diagnostics;
using System.Runtime.Versioning;
using GuestCtl.Copying;

namespace GuestCtl.Client.Tests.Copying;

/// <summary>A directory that archives are unpacked into, and what lies beside it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class UnpackedTree : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-unpack-").FullName;

    public UnpackedTree()
    {
        Directory.CreateDirectory(Inside);
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Canary, "canary");
        File.SetLastWriteTimeUtc(Outside, DateTime.UnixEpoch);
    }

    public string Inside => Path.Combine(_directory, "inside");

    public string Outside => Path.Combine(_directory, "outside");

    public string Canary => Path.Combine(Outside, "canary");

    public List<string> Skipped { get; } = [];

    /// <summary>Unpacks, and returns what could not be made.</summary>
    public async Task<string> UnpackAsync(byte[] archive, bool isNew = false) => await UnpackAsync(new MemoryStream(archive), isNew);

    public async Task<string> UnpackAsync(Stream archive, bool isNew = false, CancellationToken cancellationToken = default)
    {
        var failures = new CopyFailures();
        using var directory = HostDirectory.Open(Inside, isNew);
        await new TreeUnpacker(directory, keepOwners: false, Skipped.Add, failures).RunAsync(archive, cancellationToken);
        return failures.ToString();
    }

    public string PathOf(string name) => Path.Combine(Inside, name);

    public string[] Names() =>
        [.. Directory.EnumerateFileSystemEntries(Inside, "*", SearchOption.AllDirectories).Select(path => path[(Inside.Length + 1)..]).Order(StringComparer.Ordinal)];

    /// <summary>Fails if anything outside was changed.</summary>
    public void CheckOutside()
    {
        Assert.Equal([Canary], Directory.GetFileSystemEntries(Outside));
        Assert.Equal("canary", File.ReadAllText(Canary));
        Assert.Equal(["inside", "outside"], Directory.GetFileSystemEntries(_directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(DateTime.UnixEpoch, Directory.GetLastWriteTimeUtc(Outside));
    }

    public void Dispose()
    {
        // .NET changes names that are not UTF-8, and goes no deeper than its stack; without permission an ordinary user enters no directory.
        using var shell = Process.Start("sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", _directory]);
        shell.WaitForExit();
        Assert.False(Directory.Exists(_directory));
    }
}
