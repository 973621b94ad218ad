using System.Diagnostics;
using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class LocalFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_missing_file_is_named() => Refused(_directory.File("nothing"), "does not exist", Errno.ENOENT);

    [Fact]
    public void A_directory_is_no_drive() => Refused(_directory.Path, "is a directory", Errno.EISDIR);

    [Fact]
    public void An_empty_file_says_how_to_make_one() => Refused(_directory.WriteFile("empty", []), "0 bytes", Errno.EINVAL);

    [Fact]
    public void An_empty_name_is_refused() => Refused("", "empty", Errno.EINVAL);

    [Fact]
    public void A_character_device_is_no_drive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Device files.");
        Refused("/dev/zero", "neither a file nor a block device", Errno.EINVAL);
    }

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_its_other_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Named pipes.");
        using var making = Process.Start("mkfifo", [_directory.File("pipe")]);
        making.WaitForExit();
        Refused(_directory.File("pipe"), "neither a file nor a block device", Errno.EINVAL);
    }

    [Fact]
    public void A_file_is_given_by_its_absolute_path()
    {
        var path = _directory.WriteFile("a:b,c", new byte[512]);
        Assert.Equal(path, LocalFile.Check(Path.GetRelativePath(Environment.CurrentDirectory, path), writable: true));
    }

    private static void Refused(string path, string why, int errno)
    {
        var failure = Assert.Throws<DriveException>(() => LocalFile.Check(path, writable: true));
        Assert.Contains(why, failure.Message);
        Assert.Equal(errno, failure.Errno);
    }
}
