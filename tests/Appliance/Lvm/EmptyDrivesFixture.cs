namespace GuestCtl.Appliance.Tests.Lvm;

/// <summary>Four drives that tests put volume groups on: three of 64 MiB, and one of 32 MiB with a GPT and a partition.</summary>
public sealed class EmptyDrivesFixture : GuestFixture
{
    /// <summary>The guest without any volume of LVM's.</summary>
    public GuestFs Emptied()
    {
        Guest.UmountAll();
        Guest.LvmRemoveAll();
        return Guest;
    }

    /// <summary>What a report of lvm says, without its spaces.</summary>
    public string Report(string command) => Shell($"lvm {command} --noheadings --units b --nosuffix").Trim();

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(64 << 20);
        Guest.AddDriveScratch(64 << 20);
        Guest.AddDriveScratch(64 << 20);
        Guest.AddDriveScratch(32 << 20);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("printf 'label: gpt\\nstart=2048, size=40960\\n' | sfdisk -q /dev/sdd");
        return ValueTask.CompletedTask;
    }
}
