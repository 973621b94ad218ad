using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives.Ova;

/// <summary>A machine in one file (OVA): a tar archive with the machine's description and its disks, each of them a plain range of bytes.</summary>
/// <remarks>Nothing is unpacked, and the names in it lead to members of the archive only.</remarks>
internal static class OvaArchive
{
    private const string Ending = ".ova";
    private const string DescriptionEnding = ".ovf";

    /// <summary>
    /// The disks in their order, with what keeps each from being used; null for a file that is none, which may be a disk itself. An archive whose
    /// description does not come first is only one if its name says so: a tar archive can be a drive as well.
    /// </summary>
    /// <exception cref="DriveException">It is one, and cannot be used.</exception>
    public static IReadOnlyList<OvaDisk>? Read(OpenedFile file)
    {
        var image = new ImageBytes(file);
        if (!TarDirectory.IsOne(image) || !(IsDescription(TarDirectory.Read(image, most: 1).Members) || file.Path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)))
            return null;
        var directory = TarDirectory.Read(image);
        // What was cut off or damaged may be the description itself.
        if (directory.Members.FirstOrDefault(member => member.IsPlain && IsDescription([member])) is not { Length: > 0 and <= OvfDescription.MaxBytes } description)
            return null;
        var part = new ImageBytes(file, new FilePart(description.Name, description.Offset, description.Length));
        if (ReadDisks(file, part) is not { Count: > 0 } disks)
            return null;
        return directory.Damage is null
            ? [.. disks.Select(disk => Find(disk, directory.Members))]
            : throw Unusable(file, $"{directory.Damage}. Copy or download it again");
    }

    /// <summary>The error for a file that is one, and cannot be used.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="why">What is wrong and what to do, as the end of a sentence.</param>
    public static DriveException Unusable(OpenedFile file, string why) =>
        new($"'{file.Path}' is an OVA, a tar archive with a machine's disks, that cannot be used: {why}.", Errno.EOPNOTSUPP);

    private static bool IsDescription(IReadOnlyList<TarMember> members) =>
        members is [var first, ..] && first.Name.EndsWith(DescriptionEnding, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<OvfDisk>? ReadDisks(OpenedFile file, ImageBytes description)
    {
        try
        {
            return OvfDescription.Read(description.Peek(0, (int)description.Length));
        }
        catch (InvalidDataException e)
        {
            throw Unusable(file, e.Message);
        }
    }

    private static OvaDisk Find(OvfDisk disk, IReadOnlyList<TarMember> members)
    {
        if (disk.Href is not { } href)
            return new OvaDisk(null, disk.Obstacle);
        // Of several with one name the last counts, as in unpacking. The name is an address, in which a space is %20.
        var member = members.LastOrDefault(member => member.Name == href) ?? members.LastOrDefault(member => member.Name == Uri.UnescapeDataString(href));
        return member is null ? new OvaDisk(null, $"its file '{href}' is not in the archive")
            : disk.Obstacle is { } obstacle ? new OvaDisk(null, $"{member.Name}: {obstacle}")
            : !member.IsPlain ? new OvaDisk(null, $"{member.Name} is not a plain file")
            : member.Length == 0 ? new OvaDisk(null, $"{member.Name} is empty")
            : new OvaDisk(new FilePart(member.Name, member.Offset, TarDirectory.RoundUp(member.Length)), null);
    }
}
