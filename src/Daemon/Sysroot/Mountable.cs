using Google.Protobuf;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>What can be mounted: a device, or a subvolume of a btrfs file system on a device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Subvolume">The path of the subvolume from the top of the file system; null for the device itself.</param>
internal sealed record Mountable(BlockDevice Device, string? Subvolume)
{
    private const string SubvolumePrefix = "btrfsvol:";

    /// <summary>Reads an argument and checks that its device exists.</summary>
    /// <exception cref="OperationFailedException">As <see cref="BlockDevice.Parse"/>.</exception>
    public static Mountable Parse(ByteString argument)
    {
        var (device, subvolume) = Split(argument.Span);
        return new Mountable(BlockDevice.Find(device), subvolume);
    }

    /// <summary>Splits an argument, without a look at the devices that there are.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it is not a mountable.</exception>
    public static (string Device, string? Subvolume) Split(ReadOnlySpan<byte> argument)
    {
        var text = GuestText.Decode(argument);
        if (!text.StartsWith(SubvolumePrefix, StringComparison.Ordinal))
        {
            return (DeviceName.Parse(argument), null);
        }

        // The device ends where the name does not exist any more: /dev/vg/lv/sub and /dev/sda1/sub look alike.
        var rest = text[SubvolumePrefix.Length..];
        var end = DeviceEnd(rest);
        return end < 0 || end == rest.Length - 1
            ? throw OperationFailedException.Invalid($"{text}: a subvolume is written {SubvolumePrefix}DEVICE/SUBVOLUME")
            : (DeviceName.Parse(GuestText.Encode(rest[..end])), rest[(end + 1)..]);
    }

    /// <summary>The text of a subvolume.</summary>
    public static string Format(string device, string? subvolume) => subvolume is null ? device : $"{SubvolumePrefix}{device}/{subvolume}";

    /// <summary>The mount option that chooses the subvolume; null without one. A name from the image must not bring in options of its own.</summary>
    /// <exception cref="OperationFailedException">EINVAL: the name cannot be put in an option.</exception>
    public string? SubvolumeOption
        => Subvolume is null ? null
            : Subvolume.Contains(',', StringComparison.Ordinal) || !Tool.IsText(Subvolume)
                ? throw OperationFailedException.Invalid($"the subvolume '{Subvolume}' cannot be mounted by its name: it has a comma or bytes that are not text")
                : "subvol=" + Subvolume;

    public override string ToString() => Format(Device.Path, Subvolume);

    private static int DeviceEnd(string text)
    {
        if (!text.StartsWith(DeviceName.Directory, StringComparison.Ordinal))
        {
            return -1;
        }

        var first = text.IndexOf('/', DeviceName.Directory.Length);
        for (var end = first; end > 0; end = text.IndexOf('/', end + 1))
        {
            var candidate = text[..end];
            if (!Directory.Exists(candidate) && File.Exists(DiskLabels.Resolve(DeviceName.Translate(candidate))))
            {
                return end;
            }
        }

        // No such device: the error is clearer about the shortest name.
        return first;
    }
}
