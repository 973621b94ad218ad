using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

/// <summary>Machines of libvirt's test driver, asked for by C programs and by guestfish.</summary>
public sealed class LibvirtTests : IDisposable
{
    private readonly TemporaryDirectory _place = new();

    public LibvirtTests()
    {
        TestMachine.Need("/usr/lib/x86_64-linux-gnu/libvirt.so.0", "install libvirt0");
        using var disk = File.Create(_place["disk.img"]);
        disk.SetLength(1 << 20);
    }

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_program_says_who_it_is() => (await CProgram.RunAsync("libvirt", "right", Address(asks: true))).Said(
        "authname: Enter username for localhost", "passphrase: Enter rich's password for localhost", "1");

    [Fact]
    public async Task A_wrong_passphrase_is_refused() => (await CProgram.RunAsync("libvirt", "wrong", Address(asks: true))).Said(
        "authname: Enter username for localhost", "passphrase: Enter rich's password for localhost", "-1", "1");

    [Fact]
    public async Task A_question_that_nobody_hears_is_not_waited_for() => (await CProgram.RunAsync("libvirt", "nobody_answers", Address(asks: true))).Said("-1");

    [Fact]
    public async Task A_domain_of_the_program_s_own_is_taken() => (await CProgram.RunAsync("libvirt", "pointer", Address(asks: false))).Said("1", "-1", "1");

    [Fact]
    public async Task A_program_without_libvirt_has_no_domains() => (await CProgram.RunAsync("libvirt", "no_library")).Said(
        "-1", "add_libvirt_dom: libvirt is not loaded, so this is no domain of its", "1");

    [Fact]
    public async Task Guestfish_adds_a_machine_s_disks()
    {
        var ran = await Ran.OnOursAsync("guestfish", ["--ro", "-c", Address(asks: false), "-d", "off", "debug-drives"]);
        Assert.Equal("", ran.Error);
        ran.Said($"{_place["disk.img"]} readonly protocol=file");
        ran = await Ran.OnOursAsync("guestfish", ["-c", Address(asks: false), "-d", "none"]);
        Assert.Contains("no libvirt domain called ‘none’: Domain not found", ran.Error);
        Assert.Equal(1, ran.Code);
    }

    private string Address(bool asks)
    {
        var user = asks ? "<auth><user password='123456'>rich</user></auth>" : "";
        File.WriteAllText(_place["machines.xml"], $"""
            <node>{user}
              <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
                <name>off</name><memory>65536</memory><os><type>hvm</type></os>
                <devices><disk type='file' device='disk'><source file='{_place["disk.img"]}'/><target dev='vda'/></disk></devices>
                <test:runstate>5</test:runstate>
              </domain>
            </node>
            """);
        return $"test://{_place["machines.xml"]}";
    }
}
