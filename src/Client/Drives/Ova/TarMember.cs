namespace GuestCtl.Drives.Ova;

/// <summary>A member of an archive.</summary>
/// <param name="Name">Its name, without "./" at the start.</param>
/// <param name="Offset">Where its content begins in the archive, in bytes.</param>
/// <param name="Length">The length of its content in bytes.</param>
/// <param name="IsPlain">Whether it is a file whose content is in the archive as it is, without holes.</param>
internal sealed record TarMember(string Name, long Offset, long Length, bool IsPlain);
