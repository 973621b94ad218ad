namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-device</c>: a device that the guest sees.</summary>
internal sealed record Device : IQemuArgument
{
    private readonly OptionText _text;

    private Device(string driver) => _text = new OptionText(driver);

    // Every port costs the guest two queues, which it sets up at boot and looks through at each interrupt; port 0 is kept for consoles.
    private const string SerialPorts = "2";

    /// <summary>The controller of the byte channels, with room for one.</summary>
    public static Device VirtioSerialPci(string id) => new Device("virtio-serial-pci").With("id", id).With("max_ports", SerialPorts);

    /// <summary>One byte channel; the guest finds it as <c>/dev/virtio-ports/name</c>.</summary>
    public static Device Virtserialport(Chardev chardev, string name) =>
        new Device("virtserialport").With("chardev", chardev.Id).With("name", name);

    /// <summary>The controller of the drives.</summary>
    public static Device VirtioScsiPci(string id) => new Device("virtio-scsi-pci").With("id", id);

    /// <summary>A disk of its own on the PCI bus.</summary>
    public static Device VirtioBlkPci(string id, string drive, string serial) =>
        new Device("virtio-blk-pci").With("id", id).With("drive", drive).With("serial", serial);

    /// <summary>Host entropy for the guest.</summary>
    public static Device VirtioRngPci() => new("virtio-rng-pci");

    /// <summary>Tells the guest when it is a copy, so that it reseeds.</summary>
    public static Device Vmgenid() => new Device("vmgenid").With("guid", "auto");

    /// <summary>The first serial port, where the kernel's console is.</summary>
    public static Device IsaSerial(Chardev chardev) => new Device("isa-serial").With("chardev", chardev.Id);

    /// <summary>Makes QEMU exit with <c>(value * 2) + 1</c> when the guest writes a byte to the port.</summary>
    public static Device IsaDebugExit(int port) =>
        new Device("isa-debug-exit").With("iobase", "0x" + port.ToString("x", null)).With("iosize", "1");

    /// <summary>A network card without a boot ROM.</summary>
    public static Device VirtioNetPci(string netdev) =>
        new Device("virtio-net-pci").With("netdev", netdev).With("romfile", "");

    /// <summary>Has the thread that emulates the processor carry out the guest's notifications itself. Otherwise it wakes another thread for them,
    /// which pays when the processor is a real one, but takes a fourth of a call's time under emulation.</summary>
    public Device NotifiedInline() => With("ioeventfd", "off");

    /// <summary>Adds a property. Only to be called while the device is being put together.</summary>
    public Device With(string name, string value)
    {
        _text.Add(name, value);
        return this;
    }

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-device");
        arguments.Add(_text.ToString());
    }
}
