using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives;

/// <summary>Decides whether an image may have its references opened, and says how to allow it if not.</summary>
/// <remarks>
/// A format that the caller gives says how to read the image, and not that its maker is trusted. Files beside the image are no exception:
/// who sends in one image could so show himself another that was sent in to the same directory.
/// </remarks>
internal static class ReferencePolicy
{
    /// <summary>How to allow references, for the users of every door.</summary>
    public const string Advice =
        "If you trust the image, allow it with --allow-referenced-files (guestctl and guestfish), GUESTCTL_ALLOW_REFERENCED_FILES=1 in the environment, "
        + "the backend setting allow_referenced_files, or AllowReferencedFiles (.NET)";

    /// <summary>Checks an image that the caller has not vouched for.</summary>
    /// <param name="image">The image.</param>
    /// <param name="header">What its header says.</param>
    /// <exception cref="DriveException">It refers to another file.</exception>
    public static void Check(OpenedFile image, ImageHeader header)
    {
        if (header.Backing is { } backing && header.DataFile is null && !header.IsDescription && IsVouched(image, backing))
            return;
        if (header.References.FirstOrDefault() is { } reference)
            throw Refused(image, header, reference);
        if (header.IsDescription)
            throw Refused($"'{image.Path}' is a {header.Format} description, a text that names other files", image, header);
    }

    /// <summary>Checks once more, now that the file below an image is open: its name may lead elsewhere since.</summary>
    /// <exception cref="DriveException">It is another file.</exception>
    public static void CheckVouched(OpenedFile image, ImageHeader header, FileReference reference, OpenedFile file)
    {
        if (!CreatedImages.OfThisProcess.Vouch(image.Identity, file.Identity))
            throw Refused(image, header, reference);
    }

    private static bool IsVouched(OpenedFile image, FileReference backing)
    {
        // What is no name of a file was not made here either, and is refused by name.
        return backing.Name.Length > 0 && !ReferencedName.HasProtocol(backing.Name)
            && CreatedImages.OfThisProcess.Vouch(image.Identity, HostFile.IdentityOf(ReferencedName.Resolve(image, backing)));
    }

    private static DriveException Refused(OpenedFile image, ImageHeader header, FileReference reference) =>
        Refused($"'{image.Path}' is a {header.Format} image that refers to another file, '{reference.Name}' (its {reference.Role})", image, header);

    // What could not be used when it is allowed needs another way as well.
    private static DriveException Refused(string what, OpenedFile image, ImageHeader header) =>
        new($"{what}. An image from a stranger could so read any file of this host, so it was not opened. {Advice}."
            + (header is { IsDescription: true, Unusable: { } why } ? $" But it cannot be used as it is, allowed or not: {why}. {ImageRemedy.OfDescription(image.Path)}" : ""));
}
