namespace GuestCtl.Appliance.Tests.Encryption;

/// <summary>Drives for LUKS: sda and sdb empty, of 32 MiB; sdc with ext2.</summary>
public sealed class EncryptedDrivesFixture : GuestFixture
{
    /// <summary>Makes a LUKS device that takes no time to open.</summary>
    public void Format(string device, string type, string key)
        => Shell($"printf %s '{key}' | cryptsetup -q luksFormat --type {type} --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file - {device}");

    /// <summary>Closes what a test has left open.</summary>
    public GuestFs Clean()
    {
        Guest.UmountAll();
        Shell("for m in $(dmsetup ls --target crypt | cut -f1 | grep -v '^No'); do cryptsetup close $m; done");
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(32 << 20);
        Guest.AddDriveScratch(32 << 20);
        Guest.AddDriveScratch(1 << 20);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("mkfs.ext2 -q /dev/sdc");
        return ValueTask.CompletedTask;
    }
}
