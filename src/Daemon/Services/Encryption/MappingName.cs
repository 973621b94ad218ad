using Google.Protobuf;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Encryption;

/// <summary>The names below /dev/mapper under which decrypted devices are found.</summary>
internal static class MappingName
{
    // The device mapper's limit, with the zero at the end.
    private const int MaxLength = 128;

    // The device mapper's identifiers of what cryptsetup has opened begin with this.
    private const string IdPrefix = "CRYPT-";

    /// <summary>Checks a name for a new device.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it cannot be such a name. EEXIST: there is one.</exception>
    public static string Parse(ByteString argument)
    {
        var name = GuestText.Decode(argument);
        if (name.Length is 0 or >= MaxLength || name is "control" or "." or ".." || name[0] == '-' || !name.All(c => char.IsAsciiLetterOrDigit(c) || "#+-.:=@_".Contains(c, StringComparison.Ordinal)))
        {
            throw OperationFailedException.Invalid($"'{name}' cannot be the name of a device in {LogicalVolume.MapperDirectory}: use letters, digits and dashes");
        }

        return File.Exists(LogicalVolume.MapperDirectory + name)
            ? throw new OperationFailedException($"{LogicalVolume.MapperDirectory}{name}: exists already", Errno.EEXIST)
            : name;
    }

    /// <summary>The name of a device that cryptsetup has opened.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it is another device.</exception>
    public static string Of(BlockDevice device)
        => SysBlock.Read($"{device.SysDirectory}/dm/uuid")?.StartsWith(IdPrefix, StringComparison.Ordinal) == true && SysBlock.Read($"{device.SysDirectory}/dm/name") is { } name
            ? name
            : throw OperationFailedException.Invalid($"{device.Path}: is no decrypted device: give its name in {LogicalVolume.MapperDirectory}");
}
