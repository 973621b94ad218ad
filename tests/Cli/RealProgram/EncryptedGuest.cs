namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>The disk of a small guest on LUKS, made once. Nobody writes to it.</summary>
public sealed class EncryptedGuest : IAsyncLifetime
{
    public const string Uuid = "0f7a5b4e-6f0c-4a53-9a44-1a8d2f2f7c11";
    public const string Key = "correct horse";

    // Few iterations, so that a key is tried at once.
    private const string Make = $$"""
        set -e
        printf %s '{{Key}}' > /tmp/key
        cryptsetup -q luksFormat --type luks2 --uuid {{Uuid}} --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file /tmp/key /dev/sda
        cryptsetup open --key-file /tmp/key /dev/sda made
        mke2fs -q /dev/mapper/made
        mkdir /tmp/made
        mount /dev/mapper/made /tmp/made
        cd /tmp/made
        mkdir bin boot dev etc home lib proc root sbin sys tmp usr var
        printf 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' > etc/os-release
        printf '/dev/mapper/made / ext2 defaults 0 1\n' > etc/fstab
        echo hidden > etc/hostname
        cd /
        umount /tmp/made
        cryptsetup close made
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-luks-").FullName;

    public string Disk => Path.Combine(_directory, "disk.img");

    public string KeyFile => Path.Combine(_directory, "key");

    public async ValueTask InitializeAsync()
    {
        using (var file = File.Create(Disk))
        {
            file.SetLength(32 << 20);
        }

        await File.WriteAllTextAsync(KeyFile, Key + "\n");
        var (code, _, error) = await Guestctl.RunAsync("debug-sh", "-a", Disk, "--", Make);
        Assert.True(code == 0, error);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
