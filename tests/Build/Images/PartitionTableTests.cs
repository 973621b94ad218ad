using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class PartitionTableTests
{
    private const long MiB = 1 << 20;

    private static readonly PartitionTable Gpt = new("gpt", "ID", [new("boot", 3, "T1", "U1"), new("root", 10, "T2", "U2")]);
    private static readonly PartitionTable Mbr = new("dos", "0x1", [new("boot", 3, "83", Bootable: true), new("pv", 10, "8e")]);

    [Fact]
    public void Partitions_follow_each_other_from_one_mebibyte_on()
    {
        Assert.Equal(1 * MiB, Gpt.OffsetOf("boot"));
        Assert.Equal(4 * MiB, Gpt.OffsetOf("root"));
        Assert.Equal(10 * MiB, Gpt.SizeOf("root"));
    }

    [Fact]
    public void Only_GPT_keeps_room_for_its_copy_at_the_end()
    {
        Assert.Equal(15 * MiB, Gpt.TotalBytes);
        Assert.Equal(14 * MiB, Mbr.TotalBytes);
    }

    [Fact]
    public void A_GPT_script_names_its_partitions() =>
        Assert.Equal(
            "label: gpt\nlabel-id: ID\nunit: sectors\nsector-size: 512\n\n"
            + "start=2048, size=6144, type=T1, uuid=U1, name=\"boot\"\nstart=8192, size=20480, type=T2, uuid=U2, name=\"root\"\n",
            Gpt.ToScript());

    [Fact]
    public void An_MBR_script_marks_the_bootable_partition() =>
        Assert.EndsWith("start=2048, size=6144, type=83, bootable\nstart=8192, size=20480, type=8e\n", Mbr.ToScript());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_test_images_are_one_gibibyte(bool plain) =>
        Assert.Equal(1024 * MiB, (plain ? DebianOnPartitions.Table : DebianOnLvm.Table).TotalBytes);

    [Fact]
    public async Task Sfdisk_reads_back_what_was_asked_for()
    {
        Assert.SkipWhen(Tool.Find("sfdisk") is null, "sfdisk is not installed");
        using var folder = new TemporaryFolder();

        await DebianOnPartitions.Table.CreateAsync(folder.At("disk"), TestContext.Current.CancellationToken);
        var read = await PartitionTable.ReadAsync(folder.At("disk"), TestContext.Current.CancellationToken);

        Assert.Equal("gpt", (string?)read["label"]);
        Assert.Equal(
            DebianOnPartitions.Table.Partitions.Select(partition => DebianOnPartitions.Table.OffsetOf(partition.Name) / 512),
            read["partitions"]!.AsArray().Select(partition => (long)partition!["start"]!));
        Assert.Null(read["device"]);
    }
}
