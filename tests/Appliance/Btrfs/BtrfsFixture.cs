namespace GuestCtl.Appliance.Tests.Btrfs;

/// <summary>Three drives of 512 MiB; sda has a new btrfs file system for each test, which is mounted.</summary>
public sealed class BtrfsFixture : GuestFixture
{
    /// <summary>The guest with an empty file system.</summary>
    public GuestFs Fresh()
    {
        Guest.UmountAll();
        Guest.MkfsBtrfs(["/dev/sda"]);
        Guest.Mount("/dev/sda", "/");
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        for (var i = 0; i < 3; i++)
        {
            Guest.AddDriveScratch(512 << 20);
        }
    }
}
