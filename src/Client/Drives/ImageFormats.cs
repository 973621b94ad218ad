namespace GuestCtl.Drives;

/// <summary>The formats that a caller or an image can name.</summary>
/// <remarks>Only those whose references our readers understand. QEMU knows more, and would follow what stands in them unseen.</remarks>
internal static class ImageFormats
{
    private static readonly string[] Local = ["raw", "qcow2", "qcow", "qed", "vmdk", "vdi", "vhdx", "vpc"];

    // No reader of ours can look at an image on a server, and these two can name files of this host.
    private static readonly HashSet<string> NamesFiles = ["qcow2", "vmdk"];

    /// <summary>Whether a format is known.</summary>
    public static bool IsKnown(string format) => Local.Contains(format);

    /// <summary>Checks the format that a caller gave.</summary>
    /// <exception cref="DriveException">It is not known.</exception>
    public static void Check(string format)
    {
        if (!IsKnown(format))
        {
            throw new DriveException(
                $"The format '{format}' cannot be used. There are: {string.Join(", ", Local)}. Convert an image of another format with 'qemu-img convert'; "
                + "a drive encrypted with LUKS is raw, and the guest opens it.",
                Errno.EOPNOTSUPP);
        }
    }

    /// <summary>Checks the format of an image on a server.</summary>
    /// <exception cref="DriveException">It may name files of this host, and that was not allowed.</exception>
    public static void CheckRemote(Drive drive)
    {
        if (drive is { Format: { } format, AllowReferencedFiles: false } && NamesFiles.Contains(format))
        {
            throw new DriveException(
                $"'{drive}' has the format {format}, which can name files of this host, and an image on a server cannot be examined before. {ReferencePolicy.Advice}.");
        }
    }
}
