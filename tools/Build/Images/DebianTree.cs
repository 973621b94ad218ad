namespace GuestCtl.Build.Images;

/// <summary>An unpacked Debian that is being fitted to one image.</summary>
/// <param name="directory">Where it is unpacked.</param>
/// <param name="written">Files of the guest that are written anew, by path; root owns them, with mode 644.</param>
/// <param name="fakeRoot">Who remembers the owners.</param>
internal sealed class DebianTree(string directory, IReadOnlyDictionary<string, string> written, FakeRoot fakeRoot)
{
    public string Directory => directory;

    public IReadOnlyDictionary<string, string> Written => written;

    public async Task UnpackAsync(string archive, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(directory);
        // Left out rather than written over: fakeroot would remember the mode that the archive gives them.
        var replaced = written.Keys.Select(path => $"--exclude=.{path}");
        await fakeRoot.RunAsync("tar", ["-x", "-p", "--numeric-owner", .. replaced, "-f", archive, "-C", directory], cancellation);
        foreach (var (path, content) in written)
        {
            await File.WriteAllTextAsync(HostPath(path), content, cancellation);
        }

        await fakeRoot.RunAsync("chmod", ["644", .. written.Keys.Select(HostPath)], cancellation);
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
