using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Encryption;

public sealed class EncryptionTests(EncryptedDrivesFixture fixture) : IClassFixture<EncryptedDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void A_device_is_formatted_as_luks2_and_opens_with_its_key_only()
    {
        _guest.LuksFormat("/dev/sda", "first key\n", 3);
        var dump = fixture.Shell("cryptsetup luksDump /dev/sda");
        Assert.Matches(@"Version:\s+2\n", dump);
        Assert.Contains("  3: luks2", dump);
        Assert.Equal(fixture.Shell("cryptsetup luksUUID /dev/sda").Trim(), _guest.LuksUuid("/dev/sda"));
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.CryptsetupOpen("/dev/sda", "first key", "plain")).Errno);
        _guest.CryptsetupOpen("/dev/sda", "first key\n", "plain");
        Assert.Contains("/dev/mapper/plain", _guest.ListDmDevices());
    }

    [Theory]
    [InlineData("luks1")]
    [InlineData("luks2")]
    public void An_opened_device_is_used_like_any_other(string type)
    {
        fixture.Format("/dev/sda", type, "key");
        _guest.CryptsetupOpen("/dev/sda", "key", "open-1");
        fixture.Shell("mkfs.ext2 -q /dev/mapper/open-1");
        _guest.Mount("/dev/mapper/open-1", "/");
        _guest.Write("/file", "confidential content"u8.ToArray());
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.CryptsetupClose("/dev/mapper/open-1")).Errno);
        Assert.Equal(("cryptsetup_open: /dev/mapper/open-1: exists already", Errno.EEXIST), Failures.Of(() => _guest.CryptsetupOpen("/dev/sda", "key", "open-1")));
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.LuksFormat("/dev/sda", "key", 0)).Errno);
        _guest.UmountAll();
        _guest.CryptsetupClose("/dev/mapper/open-1");
        Assert.DoesNotContain("/dev/mapper/open-1", _guest.ListDmDevices());
        Assert.DoesNotContain("confidential", fixture.Shell("strings /dev/sda"));

        _guest.CryptsetupOpen("/dev/sda", "key", "ro", readOnly: true, cryptType: "luks");
        Assert.True(_guest.BlockdevGetro("/dev/mapper/ro"));
        _guest.MountRo("/dev/mapper/ro", "/");
        Assert.Equal("confidential content", _guest.Cat("/file"));
    }

    [Theory]
    [InlineData("luks1")]
    [InlineData("luks2")]
    public void Keys_are_added_and_removed(string type)
    {
        fixture.Format("/dev/sda", type, "first");
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.LuksAddKey("/dev/sda", "wrong", "second", 1)).Errno);
        _guest.LuksAddKey("/dev/sda", "first", "second", 5);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksAddKey("/dev/sda", "first", "third", 5)).Errno);
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.LuksKillSlot("/dev/sda", "wrong", 0)).Errno);
        _guest.LuksKillSlot("/dev/sda", "second", 0);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksKillSlot("/dev/sda", "second", 0)).Errno);
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.CryptsetupOpen("/dev/sda", "first", "x")).Errno);
        _guest.CryptsetupOpen("/dev/sda", "second", "x");
    }

    [Fact]
    public void A_key_can_be_any_bytes_and_is_never_seen()
    {
        const string key = "-q --secret \u00e9'\"\\$x";
        _guest.LuksFormatCipher("/dev/sda", key, 0, "aes-cbc-essiv:sha256");
        Assert.Contains("aes-cbc-essiv:sha256", fixture.Shell("cryptsetup luksDump /dev/sda"));
        _guest.CryptsetupOpen("/dev/sda", key, "x");
        var (message, _) = Failures.Of(() => _guest.CryptsetupOpen("/dev/sda", "another secret", "y"));
        Assert.DoesNotContain("another secret", message);
        Assert.DoesNotContain("/proc/1/fd", message);
        Assert.Equal("", fixture.Shell("ls /tmp | grep -i key || true"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("-h")]
    [InlineData("--help")]
    public void A_cipher_that_is_none_is_refused(string cipher)
        => Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksFormatCipher("/dev/sdb", "k", 0, cipher)).Errno);

    [Theory]
    [InlineData("control")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("-x")]
    [InlineData("two words")]
    public void A_name_that_a_device_cannot_have_is_refused(string name)
    {
        var (message, errno) = Failures.Of(() => _guest.CryptsetupOpen("/dev/sda", "k", name, cryptType: "luks"));
        Assert.Equal($"cryptsetup_open: '{name}' cannot be the name of a device in /dev/mapper/: use letters, digits and dashes", message);
        Assert.Equal(22, errno);
    }

    [Fact]
    public void What_is_not_encrypted_or_not_there_is_refused()
    {
        Assert.Equal(
            ("cryptsetup_open: /dev/sdc: there is ext2 on it, which is not encrypted; give crypttype if it is after all", Errno.EINVAL), Failures.Of(() => _guest.CryptsetupOpen("/dev/sdc", "k", "x")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CryptsetupOpen("/dev/sdc", "k", "x", cryptType: "luks")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CryptsetupOpen("/dev/sdc", "k", "x", cryptType: "nonsense")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksUuid("/dev/sdc")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksAddKey("/dev/sdc", "k", "l", 1)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksKillSlot("/dev/sdc", "k", 1)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksFormat("/dev/sdb", "k", -1)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksFormat("/dev/sdb", "k", 99)).Errno);
        Assert.Equal(("cryptsetup_close: /dev/sdc: is no decrypted device: give its name in /dev/mapper/", Errno.EINVAL), Failures.Of(() => _guest.CryptsetupClose("/dev/sdc")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.CryptsetupClose("/dev/mapper/none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LuksFormat("/dev/sdz", "k", 0)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LuksFormatCipher("/dev/sdz", "k", 0, "aes-xts-plain64")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LuksUuid("/dev/sdz")).Errno);
    }

    [Fact]
    public void Without_clevis_its_function_is_not_supported()
    {
        Assert.True(_guest.FeatureAvailable(["luks"]));
        Assert.False(_guest.FeatureAvailable(["clevisluks"]));
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => _guest.ClevisLuksUnlock("/dev/sda", "x")).Errno);
    }

#pragma warning disable CS0618
    [Fact]
    public void The_old_functions_open_and_close_luks()
    {
        fixture.Format("/dev/sda", "luks1", "key");
        _guest.LuksOpen("/dev/sda", "key", "old");
        Assert.False(_guest.BlockdevGetro("/dev/mapper/old"));
        _guest.LuksClose("/dev/mapper/old");
        _guest.LuksOpenRo("/dev/sda", "key", "old");
        Assert.True(_guest.BlockdevGetro("/dev/mapper/old"));
        _guest.LuksClose("/dev/mapper/old");
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.LuksOpen("/dev/sda", "wrong", "old")).Errno);
        Assert.Equal(Errno.EPERM, Failures.Of(() => _guest.LuksOpenRo("/dev/sda", "wrong", "old")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LuksClose("/dev/sda")).Errno);
    }
#pragma warning restore CS0618
}
