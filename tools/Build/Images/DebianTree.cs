namespace GuestCtl.Build.Images;

/// <summary>An unpacked Debian that is being fitted to one image.</summary>
internal sealed class DebianTree(string directory, FakeRoot fakeRoot)
{
    private readonly List<string> _written = [];

    public string Directory => directory;

    /// <summary>The guest paths that were written after unpacking, so that they differ from the archive.</summary>
    public IReadOnlyList<string> Written => _written;

    public async Task UnpackAsync(string archive, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(directory);
        await fakeRoot.RunAsync("tar", ["-x", "-p", "--numeric-owner", "-f", archive, "-C", directory], cancellation);
    }

    /// <summary>Writes a file of the guest, owned by root.</summary>
    public void Write(string path, string content)
    {
        var file = HostPath(path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        _written.Add(path);
    }

    public string Read(string path) => File.ReadAllText(HostPath(path));

    /// <summary>Takes the content of a directory out, for a file system of its own; the empty directory stays as mount point.</summary>
    public async Task<string> SplitOffAsync(string path, CancellationToken cancellation)
    {
        var target = directory + "." + path.Trim('/');
        // Through fakeroot, so that the new directories get recorded owners too; a rename keeps those of what is inside.
        await fakeRoot.RunAsync("mv", [HostPath(path), target], cancellation);
        await fakeRoot.RunAsync("mkdir", ["-m", "755", HostPath(path)], cancellation);
        return target;
    }

    /// <summary>The installed packages as Debian's own tool tells them: name, version, architecture, in a line each.</summary>
    public Task<string> ListPackagesAsync(CancellationToken cancellation) => Tool.RunAsync(
        "dpkg-query",
        ["--admindir=" + HostPath("/var/lib/dpkg"), "--show", "--showformat=${Package}\\t${Version}\\t${Architecture}\\n"],
        cancellation);

    private string HostPath(string path) => Path.Combine(directory, path.TrimStart('/'));
}
