namespace GuestCtl.Appliance.Tests.Devices;

/// <summary>Drives to copy between: sda of 16 MiB, sdb of 8 MiB, sdc of 1 MiB with discard, sdd of 64 MiB with ext4, mounted.</summary>
public sealed class DataDrivesFixture : GuestFixture
{
    /// <summary>The image of sdc on the host.</summary>
    public string DiscardImage => Path.Combine(HostDirectory, "discard.img");

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(16 << 20);
        Guest.AddDriveScratch(8 << 20);
        using (var file = File.Create(DiscardImage))
        {
            file.SetLength(1 << 20);
        }

        Guest.AddDrive(DiscardImage, format: "raw", discard: "enable");
        Guest.AddDriveScratch(64 << 20);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("mkfs.ext4 -q -O ^has_journal /dev/sdd");
        Guest.Mount("/dev/sdd", "/");
        return ValueTask.CompletedTask;
    }
}
