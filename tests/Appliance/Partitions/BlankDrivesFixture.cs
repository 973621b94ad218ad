namespace GuestCtl.Appliance.Tests.Partitions;

/// <summary>Empty drives for tests that make and change partitions: sda of 64 MiB, sdb of 8 MiB, sdc of 100 KiB.</summary>
public sealed class BlankDrivesFixture : GuestFixture
{
    /// <summary>Takes mounts and tables away, as a test wants to find it.</summary>
    public GuestFs Clean()
    {
        Guest.UmountAll();
        Shell("for d in a b; do blockdev --setrw /dev/sd$d; wipefs -aq /dev/sd$d; blockdev --rereadpt /dev/sd$d; done");
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(64 << 20);
        Guest.AddDriveScratch(8 << 20);
        Guest.AddDriveScratch(100 << 10);
    }
}
