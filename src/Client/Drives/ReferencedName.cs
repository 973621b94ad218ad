using GuestCtl.Drives.Formats;
using GuestCtl.LocalMounts;

namespace GuestCtl.Drives;

/// <summary>Names of files as images hold them.</summary>
internal static class ReferencedName
{
    private const string FilePrefix = "file:";

    /// <summary>The absolute path of a file that an image names, relative to the directory that the image itself is in, not a link to it.</summary>
    /// <exception cref="DriveException">The name is none of a local file.</exception>
    public static string Resolve(OpenedFile image, FileReference reference) => Resolve(image.Path, image.RealDirectory, reference);

    /// <summary>The same for an image that is yet to be made, at a path without a link at its end.</summary>
    /// <exception cref="DriveException">The name is none of a local file.</exception>
    public static string Resolve(string image, FileReference reference) => Resolve(image, Path.GetDirectoryName(RealPath.Of(image))!, reference);

    private static string Resolve(string image, string directory, FileReference reference)
    {
        var name = reference.Name;
        if (name.Length == 0)
            throw new DriveException($"'{image}' needs an {reference.Role}, but does not name it.");
        // QEMU reads "word:" before the first slash as a protocol, and after "json:" a whole configuration.
        if (HasProtocol(name))
        {
            if (!IsLocal(name))
                throw new DriveException($"'{image}' refers to '{name}' (its {reference.Role}), which is not the name of a file of this host. Only local files can stand below an image.");
            name = name[FilePrefix.Length..];
        }
        return Path.GetFullPath(name, directory);
    }

    /// <summary>Whether a name means a file of this host, by its path.</summary>
    public static bool IsLocal(string name) =>
        !HasProtocol(name.StartsWith(FilePrefix, StringComparison.Ordinal) ? name[FilePrefix.Length..] : name);

    /// <summary>Whether QEMU would take a name for more than a path.</summary>
    public static bool HasProtocol(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return colon >= 0 && (slash < 0 || colon < slash);
    }
}
