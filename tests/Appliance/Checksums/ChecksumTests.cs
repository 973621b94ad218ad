using System.Security.Cryptography;
using System.Text;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Checksums;

[Collection(FilesCollection.Name)]
public sealed class ChecksumTests(FilesFixture fixture)
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Every_type_gives_what_this_host_computes()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", Content);
        fixture.Shell($"ln -s f /sysroot{d}/link");
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(Content)), _guest.Checksum("md5", $"{d}/f"));
        Assert.Equal(Convert.ToHexStringLower(SHA1.HashData(Content)), _guest.Checksum("sha1", $"{d}/f"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Content)), _guest.Checksum("sha256", $"{d}/link"));
        Assert.Equal(Convert.ToHexStringLower(SHA384.HashData(Content)), _guest.Checksum("sha384", $"{d}/f"));
        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(Content)), _guest.Checksum("sha512", $"{d}/f"));
    }

    // The vectors of POSIX cksum and of RFC 3874.
    [Fact]
    public void Known_vectors()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/check", "123456789"u8.ToArray());
        _guest.Write($"{d}/abc", "abc"u8.ToArray());
        _guest.Write($"{d}/none", Array.Empty<byte>());
        Assert.Equal("930766865", _guest.Checksum("crc", $"{d}/check"));
        Assert.Equal("4294967295", _guest.Checksum("crc", $"{d}/none"));
        Assert.Equal("23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7", _guest.Checksum("sha224", $"{d}/abc"));
    }

    [Fact]
    public void A_device_is_summed_whole()
        => Assert.Equal(fixture.Shell("sha256sum < /dev/sdc")[..64], _guest.ChecksumDevice("sha256", "/dev/sdc"));

    [Fact]
    public void A_tree_gives_a_line_for_each_regular_file_and_follows_no_link()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p a/b && printf one > a/x && printf two > 'a/b/with space' && ln -s /etc/passwd a/l && ln -s ../.. a/up && mkfifo a/p");
        var file = Path.Combine(fixture.HostDirectory, "sums");
        _guest.ChecksumsOut("sha256", d, file);
        Assert.Equal(
            new[] { ("one", "./a/x"), ("two", "./a/b/with space") }
                .Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(f.Item1)))}  {f.Item2}").Order(StringComparer.Ordinal),
            File.ReadAllLines(file).Order(StringComparer.Ordinal));
        fixture.Shell($"mkdir /sysroot{d}/empty");
        _guest.ChecksumsOut("md5", $"{d}/empty", file);
        Assert.Equal("", File.ReadAllText(file));
    }

    [Fact]
    public void A_directory_that_is_a_link_out_of_the_guest_leads_into_it()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"ln -s /etc /sysroot{d}/etc");
        FilesFixture.Fails(Errno.ENOENT, "No such file or directory", () => _guest.ChecksumsOut("md5", $"{d}/etc", Path.Combine(fixture.HostDirectory, "none")));
    }

    [Fact]
    public void What_cannot_be_summed_is_told()
    {
        var d = fixture.NewDirectory();
        FilesFixture.Fails(Errno.EINVAL, "unknown checksum type 'md4': expecting crc, md5", () => _guest.Checksum("md4", d));
        FilesFixture.Fails(Errno.EOPNOTSUPP, "GOST", () => _guest.Checksum("gost", d));
        FilesFixture.Fails(Errno.EISDIR, "Is a directory", () => _guest.Checksum("md5", d));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Checksum("md5", "/no"));
        FilesFixture.Fails(Errno.ENOENT, "/dev/nope", () => _guest.ChecksumDevice("md5", "/dev/nope"));
        FilesFixture.Fails(Errno.ENOTDIR, "Not a directory", () => _guest.ChecksumsOut("md5", "/ro/f", Path.Combine(fixture.HostDirectory, "none")));
    }
}
