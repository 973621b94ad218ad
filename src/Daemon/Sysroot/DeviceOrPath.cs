using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>An argument that names a block device of the appliance or a file of the guest. A name below /dev/ is a device if the
/// appliance has a block device of that name. The appliance's own disk, and all of its /dev that is not a block device, cannot be
/// named: such a name is a path in the guest like any other.</summary>
internal readonly struct DeviceOrPath
{
    private readonly GuestPath _path;

    private DeviceOrPath(GuestPath path) => _path = path;

    /// <summary>Reads an argument.</summary>
    /// <exception cref="OperationFailedException">The path is relative or cannot be a path at all.</exception>
    public static DeviceOrPath Parse(ByteString argument) => new(GuestPath.Parse(argument));

    /// <summary>Opens the device or the regular file. Creation and truncation are for files; a device has neither.</summary>
    /// <exception cref="OperationFailedException">With the name and the errno.</exception>
    public SafeFileHandle Open(GuestRoot root, OpenFlags flags)
    {
        using var device = FindDevice();
        return device is null
            ? root.OpenContent(_path, flags)
            : Libc.Open($"/proc/self/fd/{Libc.Fd(device)}", flags & ~(OpenFlags.Create | OpenFlags.Truncate))
                ?? throw OperationFailedException.FromLast(ToString());
    }

    public override string ToString() => _path.ToString();

    // The handle is only looked at, so that nothing but a block device is ever opened.
    private SafeFileHandle? FindDevice()
    {
        var name = GuestText.Decode(_path.Bytes);
        if (!name.StartsWith("/dev/", StringComparison.Ordinal) || name.Split('/').Contains(".."))
        {
            return null;
        }

        var found = Libc.Open(name, OpenFlags.Path);
        if (found is not null && Libc.Stat(found, out var status) && status.Type == FileType.BlockDevice && !IsAppliances(status))
        {
            return found;
        }

        found?.Dispose();
        return null;
    }

    // The drives of the API are SCSI disks. A virtio disk is the appliance's.
    private static bool IsAppliances(Libc.Statx device)
    {
        var link = new FileInfo($"/sys/dev/block/{device.RdevMajor}:{device.RdevMinor}").LinkTarget;
        return link is null || link.Contains("/block/vd", StringComparison.Ordinal);
    }
}
