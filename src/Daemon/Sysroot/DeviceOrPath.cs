using Google.Protobuf;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>An argument that names a device or a file of the guest. A name below /dev/ is a device if there is one of that name that
/// callers may work with. Any other, such as those of the appliance's own disk and of its /dev/mem, is a path in the guest.</summary>
internal readonly struct DeviceOrPath
{
    private readonly GuestPath _path;
    private readonly BlockDevice? _device;

    private DeviceOrPath(GuestPath path, BlockDevice? device) => (_path, _device) = (path, device);

    /// <summary>Reads an argument.</summary>
    /// <exception cref="OperationFailedException">The path is relative or cannot be a path at all.</exception>
    public static DeviceOrPath Parse(ByteString argument)
        => new(GuestPath.Parse(argument), argument.Span.StartsWith("/dev/"u8) ? FindDevice(argument) : null);

    /// <summary>Opens the device or the regular file. Creation and truncation are for files; a device has neither.</summary>
    /// <exception cref="OperationFailedException">With the name and the errno.</exception>
    public SafeFileHandle Open(GuestRoot root, OpenFlags flags)
        => _device is null ? root.OpenContent(_path, flags) : _device.Open(flags & ~(OpenFlags.Create | OpenFlags.Truncate));

    public bool IsDevice => _device is not null;

    /// <summary>The device; null for a path.</summary>
    public BlockDevice? Device => _device;

    /// <summary>The path in the guest, of what is not a device.</summary>
    public GuestPath Path => _path;

    public override string ToString() => _path.ToString();

    private static BlockDevice? FindDevice(ByteString argument)
    {
        try
        {
            return BlockDevice.Parse(argument);
        }
        catch (OperationFailedException)
        {
            return null;
        }
    }
}
