using System.Text;
using GuestCtl.Daemon.Services.Partitions;

namespace GuestCtl.Daemon.Tests.Partitions;

public sealed class PartitionTableTests
{
    [Fact]
    public void Partitions_are_sorted_by_place_and_measured_in_bytes()
    {
        var table = Parse("""
            {"partitiontable":{"label":"gpt","id":"11111111-2222-4333-8444-555555555555","device":"/dev/sda","unit":"sectors","sectorsize":4096,"partitions":[
              {"node":"/dev/sda2","start":512,"size":1,"type":"C12A7328-F81F-11D2-BA4B-00A0C93EC93B","uuid":"B","name":"a\n:;\"b"},
              {"node":"/dev/sda1","start":256,"size":256,"type":"0FC63DAF-8483-4772-8E79-3D69D8477DE4","uuid":"A","attrs":"RequiredPartition LegacyBIOSBootable GUID:60"}]}}
            """);
        Assert.Equal([1, 2], table.Partitions.Select(p => p.Number));
        Assert.Equal((1048576UL, 1048576UL, ""), (table.Partitions[0].Start, table.Partitions[0].Size, table.Partitions[0].Name));
        Assert.Equal("a\n:;\"b", table["/dev/sda", 2].Name);
        Assert.All(table.Partitions, p => Assert.True(p.HasBootFlag(table.Label)));
        Assert.All(table.Partitions, p => Assert.Equal("primary", p.Role(table.Label)));
        Assert.Equal("/dev/sda: there is no partition 3", Assert.Throws<OperationFailedException>(() => table["/dev/sda", 3]).Message);
    }

    [Theory]
    [InlineData(1, "83", "primary")]
    [InlineData(2, "5", "extended")]
    [InlineData(2, "f", "extended")]
    [InlineData(3, "85", "extended")]
    [InlineData(5, "83", "logical")]
    [InlineData(5, "5", "logical")]
    [InlineData(1, "nonsense", "primary")]
    public void Mbr_partitions_have_roles(int number, string type, string role)
        => Assert.Equal(role, new TableEntry(number, 0, 0, type, "", "", "", false).Role("dos"));

    [Fact]
    public void A_table_without_partitions_is_empty()
        => Assert.Empty(Parse("""{"partitiontable":{"label":"dos","id":"0x1","device":"/dev/sda","unit":"sectors","sectorsize":512}}""").Partitions);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"partitiontable":{"label":"dos","partitions":[{}]}}""")]
    [InlineData("""{"partitiontable":{"label":"dos","partitions":[{"node":"/dev/sda1","start":-1,"size":1}]}}""")]
    [InlineData("""{"partitiontable":{"label":"dos","partitions":[{"node":"/dev/sda1","start":18446744073709551615,"size":1}]}}""")]
    [InlineData("""{"partitiontable":{"label":"dos","partitions":{}}}""")]
    public void Garbage_is_an_error_of_sfdisk(string json)
        => Assert.StartsWith("sfdisk printed a table that cannot be read: ", Assert.Throws<OperationFailedException>(() => Parse(json)).Message);

    [Fact]
    public void Halves_of_characters_in_a_name_do_no_harm()
    {
        byte[] json = [.. """{"partitiontable":{"label":"gpt","partitions":[{"node":"/dev/sda1","start":1,"size":1,"name":"x"""u8, 0xed, 0xa0, 0x80, .. "\"}]}}"u8];
        Assert.StartsWith("x", PartitionTable.Parse(json).Partitions[0].Name);
    }

    [Fact]
    public void Parted_s_lines_are_read_and_others_left_out()
    {
        var output = PartedOutput.Parse("BYT;\n/dev/sda:104857600B:scsi:512:512:mac:QEMU QEMU HARDDISK:;\n1:512B:32767B:32256B::Apple:;\nx:1B:2B:3B:::;\n2:1:2B:3B:::;\n3:1B;\n")!;
        Assert.Equal("mac", output.Label);
        var partition = Assert.Single(output.Partitions);
        Assert.Equal((1, 512UL, 32767UL, 32256UL), (partition.PartNum, partition.PartStart, partition.PartEnd, partition.PartSize));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BYT;")]
    [InlineData("BYT;\n")]
    [InlineData("BYT;\n/dev/sda:1B;\n")]
    [InlineData("Error: no\n")]
    public void Parted_s_garbage_is_no_table(string text) => Assert.Null(PartedOutput.Parse(text));

    private static PartitionTable Parse(string json) => PartitionTable.Parse(Encoding.UTF8.GetBytes(json));
}
