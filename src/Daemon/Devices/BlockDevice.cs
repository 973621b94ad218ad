using Google.Protobuf;
using GuestCtl.Daemon.Devices.Links;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Rpc;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Devices;

/// <summary>A block device that callers may work with: a drive, a partition, or a volume made from those. Never a device
/// of the appliance itself.</summary>
internal sealed class BlockDevice
{
    private BlockDevice(string path, string kernelName, ulong number)
    {
        Path = path;
        KernelName = kernelName;
        Number = number;
    }

    /// <summary>The name to show and to give to tools: what the caller said, translated to the appliance's names.</summary>
    public string Path { get; }

    /// <summary>The kernel's own name, such as sda1 or dm-0.</summary>
    public string KernelName { get; }

    /// <summary>Major and minor number.</summary>
    public ulong Number { get; }

    /// <summary>Where the kernel describes it.</summary>
    public string SysDirectory => "/sys/class/block/" + KernelName;

    /// <summary>Reads an argument and checks that there is such a device.</summary>
    /// <exception cref="OperationFailedException">EINVAL: no device name. ENOENT: no such device. ENOTBLK: not a block device.
    /// EPERM: a device of the appliance.</exception>
    public static BlockDevice Parse(ByteString argument) => Find(DeviceName.Parse(argument.Span));

    /// <summary>As <see cref="Parse"/>, for a name that is text already.</summary>
    public static BlockDevice Find(string path)
    {
        var node = DiskLabels.Resolve(path);
        if (!node.StartsWith("/dev/sd", StringComparison.Ordinal))
        {
            VolumeAssembly.Ensure();
        }

        if (node.StartsWith("/dev/disk/", StringComparison.Ordinal))
        {
            DeviceLinks.Update();
        }

        using var file = Libc.Open(node, OpenFlags.Path)
            ?? throw OperationFailedException.FromLast(path, SystemErrors.Last == Errno.ENOENT ? Reasons.DeviceNotFound(path) : null);
        if (!Libc.Stat(file, out var status))
        {
            throw OperationFailedException.FromLast(path);
        }

        if (status.Type != FileType.BlockDevice)
        {
            throw new OperationFailedException($"{path}: not a block device", Errno.ENOTBLK, Reasons.NotABlockDevice(path));
        }

        var name = SysBlock.NameOf(status.RdevMajor, status.RdevMinor);
        return name is not null && IsOfTheGuest(name)
            ? new BlockDevice(node, name, status.Rdev)
            : throw new OperationFailedException($"{path}: this device belongs to the appliance, not to the guest", Errno.EPERM);
    }

    /// <summary>Opens the device.</summary>
    public SafeFileHandle Open(OpenFlags flags) => Libc.Open(Path, flags) ?? throw OperationFailedException.FromLast(Path);

    /// <summary>Refuses the device while it is in use, before a tool changes it: not all of them look.</summary>
    /// <param name="access">Whether it is to be read or written: a device that cannot be written is refused at once then.</param>
    /// <returns>The device.</returns>
    /// <exception cref="OperationFailedException">EBUSY: it is mounted, swapped to, or a part of a volume that is active.</exception>
    public BlockDevice CheckUnused(OpenFlags access = OpenFlags.ReadOnly)
    {
        using var device = Libc.Open(Path, access | OpenFlags.Exclusive);
        return device is not null ? this
            : SystemErrors.Last == Errno.EBUSY
                ? throw new OperationFailedException(
                    $"{Path}: the device is in use: unmount what is on it, turn off swapping to it, or deactivate the volumes that it is a part of", Errno.EBUSY)
                : throw OperationFailedException.FromLast(Path);
    }

    /// <summary>Whether the kernel's name is that of a drive, or of a volume, which can only be made from drives.</summary>
    public static bool IsOfTheGuest(string kernelName)
        => kernelName.StartsWith("sd", StringComparison.Ordinal)
            || kernelName.StartsWith("dm-", StringComparison.Ordinal)
            || kernelName.StartsWith("md", StringComparison.Ordinal)
            || kernelName.StartsWith("bcache", StringComparison.Ordinal)
            || (kernelName.StartsWith("loop", StringComparison.Ordinal) && IsLoopOfGuestFile(kernelName));

    // Loop devices come from mount_loop, and their files are then below the guest's root.
    private static bool IsLoopOfGuestFile(string kernelName)
    {
        var file = $"/sys/class/block/{kernelName}/loop/backing_file";
        return SysBlock.Read(file)?.StartsWith(GuestRoot.MountPoint + "/", StringComparison.Ordinal) == true;
    }
}
