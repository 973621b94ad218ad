namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>One machine with a drive for each hostile table, and a healthy one, which must still be found among them.</summary>
public sealed class HostileTablesFixture : GuestFixture
{
    private const int Size = 8 << 20;
    private const int MetadataSize = 1 << 20;

    // The drives whose content is made in the appliance.
    private const int Made = 8;

    private static readonly Content[] Crafted =
    [
        BootRecords.Cycle, BootRecords.SelfCycle, BootRecords.BeyondTheEnd, BootRecords.Chain,
        GuidTables.Overlapping, GuidTables.BeyondTheEnd, GuidTables.HugeCount, GuidTables.HugeEntries, GuidTables.OnItself,
        LuksHeaders.First, LuksHeaders.Second,
    ];

    private delegate void Content(Span<byte> disk);

    /// <summary>The drive of the LUKS header of the first version.</summary>
    public string FirstLuks { get; } = Name(Array.IndexOf(Crafted, LuksHeaders.First));

    /// <summary>The drive of the LUKS header of the second version.</summary>
    public string SecondLuks { get; } = Name(Array.IndexOf(Crafted, LuksHeaders.Second));

    /// <summary>Two drives that say they are the same physical volume.</summary>
    public (string Original, string Copy) Volumes { get; } = (Name(Crafted.Length), Name(Crafted.Length + 1));

    /// <summary>A volume group whose volumes lie on each other, and one whose description is its own header.</summary>
    public (string Loop, string Itself) Groups { get; } = (Name(Crafted.Length + 2), Name(Crafted.Length + 3));

    /// <summary>Two drives that say they are the same member of an array.</summary>
    public (string Original, string Copy) Members { get; } = (Name(Crafted.Length + 4), Name(Crafted.Length + 5));

    /// <summary>A drive with a file system.</summary>
    public string Healthy { get; } = Name(Crafted.Length + 6);

    /// <summary>A drive with a copy of that file system, identifier and all.</summary>
    public string Twin { get; } = Name(Crafted.Length + 7);

    /// <summary>All drives.</summary>
    public IEnumerable<string> All { get; } = Enumerable.Range(0, Crafted.Length + Made).Select(Name);

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        foreach (var (index, content) in Crafted.Index())
        {
            var disk = new byte[Size];
            content(disk);
            var path = Path.Combine(HostDirectory, $"{index}.img");
            File.WriteAllBytes(path, disk);
            Guest.AddDrive(path, format: "raw");
        }

        for (var i = 0; i < Made; i++)
        {
            Guest.AddDriveScratch(Size);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask PrepareAsync()
    {
        Shell($"""
            set -e; exec > /run/tables.log
            mke2fs -q -t ext4 -L healthy {Healthy}
            dd if={Healthy} of={Twin} bs=1M
            lvm pvcreate -q {Groups.Loop}; lvm vgcreate -q -s 64k loop {Groups.Loop}; lvm lvcreate -q -y -Wn -l 4 -n aaa loop; lvm lvcreate -q -y -Wn -l 4 -n bbb loop
            lvm pvcreate -q {Groups.Itself}; lvm vgcreate -q itself {Groups.Itself}
            lvm vgchange -q -an loop
            lvm pvcreate -q {Volumes.Original}; lvm vgcreate -q -s 64k twice {Volumes.Original}; lvm lvcreate -q -y -Wn -l 4 -n one twice; lvm vgchange -q -an twice
            dd if={Volumes.Original} of={Volumes.Copy} bs=1M
            yes | mdadm --create /dev/md9 --run --metadata=1.2 --level=1 --raid-devices=2 {Members.Original} missing; mdadm --stop /dev/md9
            dd if={Members.Original} of={Members.Copy} bs=1M
            """);
        await ChangeAsync(Groups.Loop, volume =>
        {
            LvmMetadata.Replace(volume, "\"pv0\", 0", "\"bbb\", 0");
            LvmMetadata.Replace(volume, "\"pv0\", 4", "\"aaa\", 0");
        });
        await ChangeAsync(Groups.Itself, LvmMetadata.PointToItself);
    }

    private static string Name(int index) => $"/dev/sd{(char)('a' + index)}";

    private async Task ChangeAsync(string device, Content change)
    {
        var start = await Guest.PreadDeviceAsync(device, MetadataSize, 0);
        change(start);
        await Guest.PwriteDeviceAsync(device, start, 0);
    }
}
