using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class InodeTests(MakingFixture fixture) : IClassFixture<MakingFixture>
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void Attributes_are_those_of_lsattr()
    {
        Mount("ext4");
        _guest.Touch("/file");
        Assert.Equal("e", _guest.GetE2attrs("/file"));
        _guest.SetE2attrs("/file", "Adi");
        Assert.Equal("Adei", _guest.GetE2attrs("/file"));
        Assert.Equal("----i-dA------e------- /sysroot/file\n", fixture.Shell("lsattr /sysroot/file"));
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.Rm("/file")).Errno);
        _guest.SetE2attrs("/file", "iA", clear: true);
        Assert.Equal("de", _guest.GetE2attrs("/file"));
        _guest.Mkdir("/dir");
        _guest.SetE2attrs("/dir", "DT");
        Assert.Equal("DTe", _guest.GetE2attrs("/dir"));
    }

    [Fact]
    public void A_generation_is_set_where_no_checksum_covers_it()
    {
        Mount("ext2");
        _guest.Touch("/file");
        _guest.SetE2generation("/file", 4294967295);
        Assert.Equal(4294967295, _guest.GetE2generation("/file"));
        Assert.StartsWith("4294967295 ", fixture.Shell("lsattr -v /sysroot/file").TrimStart());
        Assert.Equal(("set_e2generation: generation: 4294967296 is not a number of 32 bits", Errno.EINVAL), Failures.Of(() => _guest.SetE2generation("/file", 4294967296)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SetE2generation("/file", -1)).Errno);
        Mount("ext4");
        _guest.Touch("/file");
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => _guest.SetE2generation("/file", 1)).Errno);
    }

    [Fact]
    public void Other_letters_other_files_and_other_file_systems_have_none()
    {
        Mount("ext2");
        _guest.Touch("/file");
        _guest.LnS("file", "/link");
        _guest.Mkfifo(420, "/pipe");
        foreach (var letters in (string[])["E", "I", "-i", "ii", "R", "\u00e4"])
        {
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SetE2attrs("/file", letters)).Errno);
        }

        Assert.Equal(("get_e2attrs: /link: is a symbolic link, and only regular files and directories have attributes", Errno.EOPNOTSUPP), Failures.Of(() => _guest.GetE2attrs("/link")));
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => _guest.GetE2generation("/pipe")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SetE2attrs("/none", "i")).Errno);
        Mount("vfat");
        _guest.Touch("/file");
        Assert.Equal(("get_e2attrs: /file: the file system does not have that for this file", Errno.EOPNOTSUPP), Failures.Of(() => _guest.GetE2attrs("/file")));
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => _guest.GetE2generation("/file")).Errno);
    }

    [Fact]
    public void Lost_and_found_is_made_with_room()
    {
        Mount("ext4");
        Assert.Equal(("mklost_and_found: /lost+found: File exists", Errno.EEXIST), Failures.Of(() => _guest.MklostAndFound("/")));
        _guest.Rmdir("/lost+found");
        _guest.MklostAndFound("/");
        var status = _guest.Stat("/lost+found");
        Assert.Equal(448, status.Mode & 511);
        Assert.InRange(status.Size, 8192, 65536);
        Assert.Equal([], _guest.Ls("/lost+found"));
        _guest.Touch("/file");
        Assert.Equal(Errno.ENOTDIR, Failures.Of(() => _guest.MklostAndFound("/file")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MklostAndFound("/none")).Errno);
    }

    private void Mount(string type)
    {
        _guest.UmountAll();
        _guest.Mkfs(type, "/dev/sdb");
        _guest.Mount("/dev/sdb", "/");
    }
}
