using System.Text.Json.Nodes;
using GuestCtl.Protocol.Wire.Rings;
using GuestCtl.Qemu.Arguments;

namespace GuestCtl.Launch;

/// <summary>Turns a machine's description into QEMU's arguments.</summary>
internal static class VirtualMachineCommandLine
{
    /// <summary>The name under which the guest finds its byte channel in <c>/dev/virtio-ports</c>.</summary>
    public const string ChannelName = "org.guestctl.channel.0";

    /// <summary>The serial number of the root image's disk.</summary>
    public const string RootSerial = "guestctl-root";

    /// <summary>The drives' controller; its bus is this and <c>.0</c>.</summary>
    public const string ScsiController = "scsi0";

    /// <summary>The memory module that is shared.</summary>
    public const string RingsModule = "rings";

    /// <summary>Makes the argument list.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="qmpSocket">Where QEMU's QMP connects to.</param>
    /// <param name="channelSocket">Where the guest's channel connects to.</param>
    /// <param name="rings">The memory to share, if the machine has some.</param>
    public static IReadOnlyList<string> Build(VirtualMachineSpec spec, string qmpSocket, string channelSocket, string? rings)
    {
        var accelerator = spec.Accel.QemuName();
        var console = Chardev.Stdio("console");
        var qmp = Chardev.Socket("qmp", qmpSocket);
        var channel = Chardev.Socket("channel", channelSocket);

        var line = new QemuCommandLine()
            .Add(new Name("guestctl"))
            .Add(Flag.Nodefaults).Add(Flag.NoUserConfig).Add(Flag.NoReboot).Add(Flag.DisplayNone)
            .AddIf(spec.Qemu.HasSandbox, () => new Sandbox())
            .AddIf(spec.Stopped, () => Flag.Stopped)
            .Add(new Machine(spec.MachineType) { Lean = true, MemoryBackend = spec.MemoryFile is null ? null : Memory.BackendId })
            .Add(new Accel(accelerator))
            .Add(Cpu.For(accelerator))
            .Add(new Memory(spec.MemoryMiB) { File = spec.MemoryFile, Share = spec.MemoryShare, Module = rings is null ? null : Module(rings) })
            .Add(new Smp(spec.Vcpus))
            .Add(new Rtc())
            .Add(qmp).Add(new Mon(qmp))
            .Add(console).Add(Device.IsaSerial(console));

        AddKernel(line, spec);
        // Nothing may move from here on without need: the order is the order of PCI slots, and templates of warm start depend on it.
        if (spec.RootImage is { } root)
            line.Add(new Blockdev(RootNode(root))).Add(Virtio(Device.VirtioBlkPci("root", "root", RootSerial)));
        line.Add(Virtio(Device.VirtioScsiPci(ScsiController)))
            .Add(Virtio(Device.VirtioSerialPci("serial0")))
            .Add(channel).Add(Device.Virtserialport(channel, ChannelName))
            .Add(Device.VirtioRngPci())
            .Add(Device.Vmgenid());
        if (spec.Network)
            line.Add(new Netdev("net0")).Add(Device.VirtioNetPci("net0"));
        return line.Add(new Extra(spec.ExtraArguments)).ToArguments();

        Device Virtio(Device device) => spec.Accel == Accelerator.Tcg ? device.NotifiedInline() : device;
    }

    private static MemoryModule Module(string path) => new(RingsModule, path, RingPair.Bytes);

    private static void AddKernel(QemuCommandLine line, VirtualMachineSpec spec)
    {
        if (spec.Kernel is not { } kernel)
            return;
        line.Add(new Kernel(kernel))
            .AddIf(spec.Initrd is not null, () => new Initrd(spec.Initrd!))
            .Add(new Append(KernelCommandLine.Build(spec.Accel, spec.Verbose, spec.Append)));
    }

    // Nobody writes to an appliance once it is in place, so locks would only cost.
    private static JsonObject RootNode(string path) => new()
    {
        ["driver"] = "raw",
        ["node-name"] = "root",
        ["read-only"] = true,
        ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = path, ["read-only"] = true, ["locking"] = "off" },
    };
}
