using GuestCtl.Launch;
using GuestCtl.Qemu;
using GuestCtl.Qemu.Arguments;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Launch;

public sealed class VirtualMachineCommandLineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly VirtualMachineSpec _spec;

    private static MachineNames Names => new()
    {
        Qmp = Chardev.Inherited("qmp", 3),
        Channel = Chardev.Inherited("channel", 4),
        Kernel = "/proc/self/fd/5",
        Initrd = "/proc/self/fd/6",
        RootSet = new AddFd(7, 9),
        RootImage = AddFd.PathOf(9),
    };

    public VirtualMachineCommandLineTests() => _spec = new VirtualMachineSpec
    {
        Qemu = new QemuBinary { Path = "/usr/bin/qemu", Size = 1, ModifiedUtc = DateTime.UnixEpoch, Version = new(7, 2, 0), HasSandbox = true },
        Accel = Accelerator.Kvm,
        Dir = PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path),
        Kernel = "/a/kernel",
        Initrd = "/a/initrd",
        RootImage = "/a/root,1.img",
    };

    public void Dispose()
    {
        _spec.Dir.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void The_whole_line_is_as_written_here()
    {
        var line = VirtualMachineCommandLine.Build(_spec, Names with { Rings = "/proc/self/fd/7" }).ToList();
        line.RemoveRange(line.IndexOf("-append"), 2);

        Assert.Equal(
        [
            "-name", "guest=guestctl", "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none",
            "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
            "-machine", "q35,usb=off,vmport=off,smbus=off,sata=off,dump-guest-core=off",
            "-accel", "kvm", "-cpu", "host", "-m", "size=768M,slots=1,maxmem=807403520",
            "-object", "memory-backend-file,id=rings-file,size=2097152,mem-path=/proc/self/fd/7,share=on", "-device", "pc-dimm,id=rings,memdev=rings-file",
            "-smp", "1", "-rtc", "base=utc,clock=host,driftfix=none",
            "-chardev", "socket,id=qmp,fd=3", "-mon", "chardev=qmp,mode=control",
            "-chardev", "stdio,id=console,signal=on", "-device", "isa-serial,chardev=console",
            "-kernel", "/proc/self/fd/5", "-initrd", "/proc/self/fd/6", "-add-fd", "fd=7,set=9",
            "-blockdev", """{"driver":"raw","node-name":"root","read-only":true,"file":{"driver":"file","filename":"/dev/fdset/9","read-only":true,"locking":"off"}}""",
            "-device", "virtio-blk-pci,id=root,drive=root,serial=guestctl-root",
            "-device", "virtio-scsi-pci,id=scsi0", "-device", "virtio-serial-pci,id=serial0,max_ports=2",
            "-chardev", "socket,id=channel,fd=4",
            "-device", "virtserialport,chardev=channel,name=org.guestctl.channel.0",
            "-device", "virtio-rng-pci", "-device", "vmgenid,guid=auto",
        ], line);
    }

    [Fact]
    public void There_is_no_memory_module_without_memory_to_share()
    {
        var line = Build(_spec).ToList();
        Assert.Equal("768", line[line.IndexOf("-m") + 1]);
        Assert.DoesNotContain(line, word => word.Contains("pc-dimm", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_qemu_can_inherit_nothing_it_connects_to_sockets_and_opens_files_by_name()
    {
        var line = VirtualMachineCommandLine.Build(_spec, new MachineNames
        {
            Qmp = Chardev.Socket("qmp", "/s/qmp"), Channel = Chardev.Socket("channel", "/s/channel"), Kernel = "/a/kernel", RootImage = "/a/root,1.img",
        });
        Assert.Contains("socket,id=qmp,path=/s/qmp,server=off", line);
        Assert.Contains("socket,id=channel,path=/s/channel,server=off", line);
        Assert.Contains("/a/kernel", line);
        Assert.Contains("""{"driver":"raw","node-name":"root","read-only":true,"file":{"driver":"file","filename":"/a/root,1.img","read-only":true,"locking":"off"}}""", line);
    }

    [Fact]
    public void There_is_no_network_unless_asked_for()
    {
        Assert.DoesNotContain(Build(_spec), word => word.Contains("net", StringComparison.Ordinal));
        Assert.Contains("virtio-net-pci,netdev=net0,romfile=", Build(_spec with { Network = true }));
        Assert.Contains("user,id=net0,net=169.254.0.0/16", Build(_spec with { Network = true }));
        Assert.Contains("stream,id=net0,server=off,addr.type=fd,addr.str=9", VirtualMachineCommandLine.Build(_spec with { Network = true }, Names with { Network = 9 }));
    }

    [Fact]
    public void There_is_no_sandbox_where_qemu_has_none() =>
        Assert.DoesNotContain("-sandbox", Build(_spec with { Qemu = _spec.Qemu with { HasSandbox = false } }));

    [Fact]
    public void Memory_for_warm_start_is_in_a_file()
    {
        var line = VirtualMachineCommandLine.Build(_spec with { MemoryMiB = 64 }, Names with { Memory = "/t/ram" });
        Assert.Contains("memory-backend-file,id=ram,size=64M,mem-path=/t/ram,share=off", line);
        Assert.Contains("q35,usb=off,vmport=off,smbus=off,sata=off,dump-guest-core=off,memory-backend=ram", line);
    }

    [Fact]
    public void Under_emulation_no_notification_takes_another_thread()
    {
        var devices = Build(_spec with { Accel = Accelerator.Tcg }).Where(word => word.StartsWith("virtio-", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["virtio-blk-pci", "virtio-scsi-pci", "virtio-serial-pci"],
            devices.Where(device => device.EndsWith(",ioeventfd=off", StringComparison.Ordinal)).Select(device => device[..device.IndexOf(',', StringComparison.Ordinal)]));
    }

    [Fact]
    public void The_users_own_arguments_come_last() =>
        Assert.Equal(["-incoming", "defer"], Build(_spec with { ExtraArguments = ["-incoming", "defer"] }).TakeLast(2));

    [Fact]
    public void The_kernel_is_quiet_unless_it_is_to_talk()
    {
        Assert.Contains(" quiet loglevel=3", KernelCommandLine.Build(Accelerator.Tcg, verbose: false, null));
        var verbose = KernelCommandLine.Build(Accelerator.Tcg, verbose: true, null);
        Assert.Contains(" loglevel=7", verbose);
        Assert.DoesNotContain("quiet", verbose);
    }

    [Fact]
    public void A_real_processor_computes_check_sums_itself()
    {
        Assert.Contains("module_blacklist=crc32c_intel", KernelCommandLine.Build(Accelerator.Tcg, verbose: false, null));
        Assert.DoesNotContain("crc32c", KernelCommandLine.Build(Accelerator.Kvm, verbose: false, null));
    }

    [Fact]
    public void The_users_own_kernel_words_come_last() =>
        Assert.EndsWith(" panic=5", KernelCommandLine.Build(Accelerator.Tcg, verbose: false, " panic=5 "));

    private static IReadOnlyList<string> Build(VirtualMachineSpec spec) => VirtualMachineCommandLine.Build(spec, Names);
}
