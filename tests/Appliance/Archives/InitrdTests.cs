using System.Text;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Archives;

/// <summary>initrd_list and initrd_cat, on initial RAM disks made by the appliance's own cpio and compressors.</summary>
[Collection(FilesCollection.Name)]
public sealed class InitrdTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip -c")]
    [InlineData("xz -c")]
    [InlineData("xz -c --format=lzma")]
    [InlineData("bzip2 -c")]
    [InlineData("zstd -qc")]
    public void Every_compression_is_read(string compressor)
    {
        var d = Make(compressor);
        Assert.Equal([".", "conf", "conf/arch.conf", "init", "link", "one", "two"], _guest.InitrdList($"{d}/initrd").Order(StringComparer.Ordinal));
        Assert.Equal("#!/bin/sh\n"u8.ToArray(), _guest.InitrdCat($"{d}/initrd", "init"));
        Assert.Equal("DPKG_ARCH=amd64\n"u8.ToArray(), _guest.InitrdCat($"{d}/initrd", "/conf/arch.conf"));
        Assert.Equal("shared\n"u8.ToArray(), _guest.InitrdCat($"{d}/initrd", "one"));
        Assert.Equal("shared\n"u8.ToArray(), _guest.InitrdCat($"{d}/initrd", "./two"));
    }

    [Fact]
    public void Archives_that_follow_each_other_are_all_read()
    {
        var d = Make("gzip -c");
        fixture.Shell($"cd /sysroot{d} && mkdir -p early/kernel && echo microcode > early/kernel/code && echo old > early/init");
        fixture.Shell($"cd /sysroot{d}/early && find . | cpio -o -H newc --quiet > ../first && cat ../first ../initrd > ../both");
        Assert.Contains("kernel/code", _guest.InitrdList($"{d}/both"));
        Assert.Contains("conf/arch.conf", _guest.InitrdList($"{d}/both"));
        Assert.Equal("microcode\n"u8.ToArray(), _guest.InitrdCat($"{d}/both", "kernel/code"));
        Assert.Equal("#!/bin/sh\n"u8.ToArray(), _guest.InitrdCat($"{d}/both", "init"));
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        var d = Make("gzip -c");
        FilesFixture.Fails(Errno.ENOENT, "there is no such file in the initrd", () => _guest.InitrdCat($"{d}/initrd", "none"));
        FilesFixture.Fails(Errno.EISDIR, "conf: Is a directory", () => _guest.InitrdCat($"{d}/initrd", "conf"));
        FilesFixture.Fails(Errno.EINVAL, "not a regular file", () => _guest.InitrdCat($"{d}/initrd", "link"));
        FilesFixture.Fails(Errno.ENOENT, "/none", () => _guest.InitrdList("/none"));
        _guest.Write($"{d}/text", "this is not an initrd"u8.ToArray());
        FilesFixture.Fails(Errno.EINVAL, "this is no initrd", () => _guest.InitrdList($"{d}/text"));
        _guest.Touch($"{d}/empty");
        FilesFixture.Fails(Errno.EINVAL, "this is no initrd: it is empty", () => _guest.InitrdList($"{d}/empty"));
        fixture.Shell($"cd /sysroot{d} && head -c 60 initrd > cut && echo text | gzip -c > no-cpio.gz");
        FilesFixture.Fails(Errno.EIO, "gzip", () => _guest.InitrdList($"{d}/cut"));
        FilesFixture.Fails(Errno.EINVAL, "no cpio archive", () => _guest.InitrdList($"{d}/no-cpio.gz"));
        _guest.Write($"{d}/damaged", Encoding.ASCII.GetBytes("070701" + new string('F', 104)));
        FilesFixture.Fails(Errno.EIO, "impossible length", () => _guest.InitrdList($"{d}/damaged"));
    }

    private string Make(string compressor)
    {
        var d = fixture.NewDirectory();
        fixture.Shell(
            $"mkdir -p /sysroot{d}/tree/conf && cd /sysroot{d}/tree && echo '#!/bin/sh' > init && echo DPKG_ARCH=amd64 > conf/arch.conf"
            + " && echo shared > one && ln one two && ln -s init link && find . | cpio -o -H newc --quiet | " + compressor + " > ../initrd");
        return d;
    }
}
