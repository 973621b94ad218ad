using System.Collections.Concurrent;

namespace GuestCtl.Drives;

/// <summary>
/// The images that <c>disk_create</c> has made with a backing file. The caller named that file to us, so it may be opened below the image
/// without being allowed once more: virt-sparsify and its like make their overlays so.
/// </summary>
/// <remarks>Only the file itself is vouched for, and not what stands in it: if it names others, those must be allowed.</remarks>
internal sealed class CreatedImages
{
    private readonly ConcurrentDictionary<FileIdentity, FileIdentity> _backing = new();

    /// <summary>Those of this process: a program may make an image with one handle and open it with another.</summary>
    public static CreatedImages OfThisProcess { get; } = new();

    /// <summary>Remembers an image.</summary>
    /// <param name="image">The image; null where the system cannot tell files apart.</param>
    /// <param name="backing">Its backing file.</param>
    public void Add(FileIdentity? image, FileIdentity? backing)
    {
        if (image is { } made && backing is { } below)
            _backing[made] = below;
    }

    /// <summary>Whether an image was made here with just this backing file. A file without a time of birth is not vouched for: it may be a later file with the same inode number.</summary>
    public bool Vouch(FileIdentity? image, FileIdentity? backing) =>
        image is { Born: not null } made && backing is { } below && _backing.TryGetValue(made, out var known) && known == below;
}
