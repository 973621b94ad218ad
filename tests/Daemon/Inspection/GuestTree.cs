using System.Diagnostics;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>A directory of the host that stands for the root of a guest.</summary>
internal sealed class GuestTree : IDisposable
{
    private readonly SafeFileHandle _handle;

    public GuestTree()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("guestctl-tree-").FullName;
        _handle = Libc.Open(Directory, OpenFlags.Path | OpenFlags.Directory)!;
    }

    public string Directory { get; }

    public GuestRoot Root => new(_handle);

    public GuestReader Reader => new(Root);

    public GuestTree File(string path, string text) => File(path, System.Text.Encoding.UTF8.GetBytes(text));

    public GuestTree File(string path, byte[] content)
    {
        System.IO.File.WriteAllBytes(Make(path), content);
        return this;
    }

    public GuestTree Link(string path, string target)
    {
        System.IO.File.CreateSymbolicLink(Make(path), target);
        return this;
    }

    public GuestTree Folder(string path)
    {
        System.IO.Directory.CreateDirectory(Make(path));
        return this;
    }

    public GuestTree Pipe(string path)
    {
        using var process = Process.Start("mkfifo", [Make(path)]);
        process.WaitForExit();
        return this;
    }

    /// <summary>A file that begins with a text and has a hole after it.</summary>
    public GuestTree Sparse(string path, string text, long length)
    {
        File(path, text);
        using var file = new FileStream(Make(path), FileMode.Open);
        file.SetLength(length);
        return this;
    }

    public void Dispose()
    {
        _handle.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string Make(string path)
    {
        var full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }
}
