using System.Text;
using GuestCtl.Drives.Ova;

namespace GuestCtl.Client.Tests.Drives.Ova;

public sealed class OvfDescriptionTests
{
    private const string Files = """<File ovf:id="f1" ovf:href="a.vmdk"/><File ovf:id="f2" ovf:href="b.vmdk"/><File ovf:id="f3" ovf:href="c.iso"/>""";
    private const string Disks = """<Disk ovf:diskId="d1" ovf:fileRef="f1"/><Disk ovf:diskId="d2" ovf:fileRef="f2"/>""";

    [Fact]
    public void Disks_have_the_order_of_the_hardware_and_not_of_their_list() => Assert.Equal(
        [new("b.vmdk"), new("a.vmdk")],
        Read(Files, Disks, Item("ovf:/file/f3") + Item("ovf:/disk/d2") + Item("/disk/d1") + Item("ovf:/disk/d2") + "<Item><rasd:HostResource/></Item>"));

    [Fact]
    public void Disks_that_the_hardware_does_not_name_come_last() =>
        Assert.Equal([new("b.vmdk"), new("a.vmdk")], Read(Files, Disks, Item("ovf:/disk/d2") + Item("ovf:/disk/unknown")));

    [Fact]
    public void A_disk_without_a_file_is_new_and_empty_and_none_of_the_drives() =>
        Assert.Equal([new("a.vmdk")], Read(Files, """<Disk ovf:diskId="d0" ovf:capacity="1"/><Disk ovf:diskId="d1" ovf:fileRef="f1"/>""", Item("ovf:/disk/d0")));

    [Theory]
    [InlineData("""<File ovf:id="f1" ovf:href="a" ovf:compression="gzip"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f1"/>""", "compressed (gzip)")]
    [InlineData("""<File ovf:id="f1" ovf:href="a" ovf:chunkSize="99"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f1"/>""", "several files")]
    [InlineData("""<File ovf:id="f1" ovf:href="a"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f2"/>""", "no file for it ('f2')")]
    [InlineData("""<File ovf:id="f1"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f1"/>""", "no file for it ('f1')")]
    [InlineData("""<File ovf:id="f1" ovf:href="a"/>""", """<Disk ovf:diskId="d" ovf:fileRef="f1" ovf:parentRef="e"/>""", "differs from another disk")]
    public void What_is_no_plain_disk_says_why(string files, string disks, string why) => Assert.Contains(why, Assert.Single(Read(files, disks, "")!).Obstacle);

    [Theory]
    [InlineData("")]
    [InlineData("not XML")]
    [InlineData("<domain/>")]
    [InlineData("<Envelope><Disk>")]
    [InlineData("<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Envelope>&x;</Envelope>")]
    [InlineData("<!DOCTYPE e [<!ENTITY x \"xxxxxxxxxx\">]><Envelope>&x;</Envelope>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"bogus\"?><Envelope/>")]
    public void What_describes_no_machine_is_none(string text) => Assert.Null(OvfDescription.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Deep_elements_and_many_attributes_are_read_to_their_end()
    {
        var deep = new StringBuilder().Insert(0, "<a>", 100_000).ToString();
        var wide = string.Concat(Enumerable.Range(0, 50_000).Select(number => $" a{number}=''"));
        Assert.Null(OvfDescription.Read(Encoding.ASCII.GetBytes("<Envelope>" + deep)));
        Assert.Empty(OvfDescription.Read(Encoding.ASCII.GetBytes($"<Envelope><Disk{wide}/></Envelope>"))!);
    }

    [Fact]
    public void There_are_not_any_number_of_disks()
    {
        var disks = string.Concat(Enumerable.Range(0, 1025).Select(number => $"<Disk diskId='{number}' fileRef='f'/>"));
        Assert.Contains("more than 1024", Assert.Throws<InvalidDataException>(() => OvfDescription.Read(Encoding.ASCII.GetBytes($"<Envelope>{disks}</Envelope>"))).Message);
    }

    private static IReadOnlyList<OvfDisk>? Read(string files, string disks, string hardware) => OvfDescription.Read(OvaFile.Description(files, disks, hardware));

    private static string Item(string resource) => $"<Item><rasd:HostResource>{resource}</rasd:HostResource></Item>";
}
