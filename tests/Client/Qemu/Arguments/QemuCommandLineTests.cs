using System.Text.Json.Nodes;
using GuestCtl.Qemu.Arguments;

namespace GuestCtl.Client.Tests.Qemu.Arguments;

public sealed class QemuCommandLineTests
{
    private static string[] Words(IQemuArgument argument) => [.. new QemuCommandLine().Add(argument).ToArguments()];

    [Fact]
    public void Switches_come_in_the_order_they_were_added() => Assert.Equal(
        ["-nodefaults", "-display", "none", "-smp", "2", "-x", "y"],
        new QemuCommandLine().Add(Flag.Nodefaults).Add(Flag.DisplayNone).AddIf(false, () => Flag.Stopped).Add(new Smp(2)).Add(new Extra(["-x", "y"])).ToArguments());

    [Fact]
    public void A_machine_is_its_type() => Assert.Equal(["-machine", "pc-q35-7.2"], Words(new Machine("pc-q35-7.2")));

    [Fact]
    public void A_lean_machine_leaves_out_what_nobody_uses() => Assert.Equal(
        ["-machine", "q35,usb=off,vmport=off,smbus=off,sata=off,dump-guest-core=off,memory-backend=ram"],
        Words(new Machine("q35") { Lean = true, MemoryBackend = Memory.BackendId }));

    [Fact]
    public void Kvm_has_no_options() => Assert.Equal(["-accel", "kvm"], Words(new Accel("kvm")));

    [Fact]
    public void Tcg_runs_each_processor_on_a_thread_of_its_own() =>
        Assert.Equal(["-accel", "tcg,thread=multi,tb-size=256"], Words(new Accel("tcg")));

    [Theory]
    [InlineData("kvm", "host")]
    [InlineData("hvf", "host")]
    [InlineData("tcg", "max,-erms,-fsrm,-smap")]
    public void The_processor_fits_the_accelerator(string accelerator, string model) => Assert.Equal(["-cpu", model], Words(Cpu.For(accelerator)));

    [Fact]
    public void Memory_is_anonymous_by_default() => Assert.Equal(["-m", "768"], Words(new Memory(768)));

    [Fact]
    public void Memory_in_a_file_is_private_unless_shared() => Assert.Equal(
        ["-m", "64", "-object", "memory-backend-file,id=ram,size=64M,mem-path=/a,,b,share=off"], Words(new Memory(64) { File = "/a,b" }));

    [Fact]
    public void A_socket_is_connected_to_and_its_commas_are_doubled() => Assert.Equal(
        ["-chardev", "socket,id=qmp,path=/tmp/a,,server=on,server=off"], Words(Chardev.Socket("qmp", "/tmp/a,server=on")));

    [Fact]
    public void The_console_is_standard_output() => Assert.Equal(["-chardev", "stdio,id=con,signal=on"], Words(Chardev.Stdio("con")));

    [Fact]
    public void Devices_name_their_back_ends()
    {
        var chardev = Chardev.Socket("channel", "/s");
        Assert.Equal(["-device", "virtserialport,chardev=channel,name=org.guestctl.channel.0"], Words(Device.Virtserialport(chardev, "org.guestctl.channel.0")));
        Assert.Equal(["-device", "isa-serial,chardev=channel"], Words(Device.IsaSerial(chardev)));
        Assert.Equal(["-device", "virtio-scsi-pci,id=scsi0"], Words(Device.VirtioScsiPci("scsi0")));
        Assert.Equal(["-device", "virtio-blk-pci,id=root,drive=root,serial=guestctl-root"], Words(Device.VirtioBlkPci("root", "root", "guestctl-root")));
        Assert.Equal(["-device", "vmgenid,guid=auto"], Words(Device.Vmgenid()));
        Assert.Equal(["-device", "isa-debug-exit,iobase=0xf4,iosize=1"], Words(Device.IsaDebugExit(0xf4)));
        Assert.Equal(["-mon", "chardev=channel,mode=control"], Words(new Mon(chardev)));
    }

    [Fact]
    public void A_block_node_is_json_so_no_name_can_be_an_option()
    {
        var node = new JsonObject { ["driver"] = "file", ["filename"] = "/a,driver=nbd" };
        Assert.Equal(["-blockdev", """{"driver":"file","filename":"/a,driver=nbd"}"""], Words(new Blockdev(node)));
    }

    [Fact]
    public void The_sandbox_denies_what_a_broken_qemu_could_use() => Assert.Equal(
        ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"], Words(new Sandbox()));

    [Fact]
    public void The_rest_say_what_they_are()
    {
        Assert.Equal(["-kernel", "/k"], Words(new Kernel("/k")));
        Assert.Equal(["-initrd", "/i"], Words(new Initrd("/i")));
        Assert.Equal(["-append", "a b=c,d"], Words(new Append("a b=c,d")));
        Assert.Equal(["-bios", "/b"], Words(new Bios("/b")));
        Assert.Equal(["-rtc", "base=utc,clock=host,driftfix=none"], Words(new Rtc()));
        Assert.Equal(["-name", "guest=a,,b"], Words(new Name("a,b")));
        Assert.Equal(["-netdev", "user,id=net0,net=169.254.0.0/16"], Words(new Netdev("net0")));
        Assert.Equal(["-device", "virtio-net-pci,netdev=net0,romfile="], Words(Device.VirtioNetPci("net0")));
    }
}
