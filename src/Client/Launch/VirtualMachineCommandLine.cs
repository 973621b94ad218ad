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
    /// <param name="names">How it names what it is connected with.</param>
    public static IReadOnlyList<string> Build(VirtualMachineSpec spec, MachineNames names)
    {
        var accelerator = spec.Accel.QemuName();
        var console = Chardev.Stdio("console");

        var line = new QemuCommandLine()
            .Add(new Name("guestctl"))
            .Add(Flag.Nodefaults).Add(Flag.NoUserConfig).Add(Flag.NoReboot).Add(Flag.DisplayNone)
            .AddIf(spec.Qemu.HasSandbox, () => new Sandbox())
            .AddIf(spec.Stopped, () => Flag.Stopped)
            .Add(new Machine(spec.MachineType) { Lean = true, MemoryBackend = names.Memory is null ? null : Memory.BackendId })
            .Add(new Accel(accelerator))
            .Add(Cpu.For(accelerator))
            .Add(new Memory(spec.MemoryMiB) { File = names.Memory, Share = spec.MemoryShare, Module = names.Rings is { } rings ? Module(rings) : null })
            .Add(new Smp(spec.Vcpus))
            .Add(new Rtc())
            .Add(names.Qmp).Add(new Mon(names.Qmp))
            .Add(console).Add(Device.IsaSerial(console));

        AddKernel(line, spec, names);
        // Nothing may move from here on without need: the order is the order of PCI slots, and templates of warm start depend on it.
        if (names.RootSet is { } set)
            line.Add(set);
        if (names.RootImage is { } root)
            line.Add(new Blockdev(RootNode(root))).Add(Virtio(Device.VirtioBlkPci("root", "root", RootSerial)));
        line.Add(Virtio(Device.VirtioScsiPci(ScsiController)))
            .Add(Virtio(Device.VirtioSerialPci("serial0")))
            .Add(names.Channel).Add(Device.Virtserialport(names.Channel, ChannelName))
            .Add(Device.VirtioRngPci())
            .Add(Device.Vmgenid());
        if (spec.Network)
            line.Add(new Netdev("net0") { Descriptor = names.Network }).Add(Device.VirtioNetPci("net0"));
        return line.Add(new Extra(spec.ExtraArguments)).ToArguments();

        Device Virtio(Device device) => spec.Accel == Accelerator.Tcg ? device.NotifiedInline() : device;
    }

    private static MemoryModule Module(string path) => new(RingsModule, path, RingPair.Bytes);

    private static void AddKernel(QemuCommandLine line, VirtualMachineSpec spec, MachineNames names)
    {
        if (names.Kernel is not { } kernel)
            return;
        line.Add(new Kernel(kernel))
            .AddIf(names.Initrd is not null, () => new Initrd(names.Initrd!))
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
