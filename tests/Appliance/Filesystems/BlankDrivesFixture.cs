namespace GuestCtl.Appliance.Tests.Filesystems;

/// <summary>Drives that each test puts file systems on as it needs them: sda and sdb of 64 MiB, sdc of 400 MiB, which is enough for XFS.</summary>
public sealed class BlankDrivesFixture : GuestFixture
{
    /// <summary>The guest with nothing mounted.</summary>
    public GuestFs Unmounted()
    {
        Guest.UmountAll();
        return Guest;
    }

    /// <summary>The guest with nothing mounted, after a command that makes a file system.</summary>
    public GuestFs With(string command)
    {
        Guest.UmountAll();
        Shell($"({command}) > /run/mkfs.log 2>&1 || {{ cat /run/mkfs.log >&2; false; }}");
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(64 << 20);
        Guest.AddDriveScratch(64 << 20);
        Guest.AddDriveScratch(400 << 20);
    }
}
