using System.Text.Json.Nodes;

namespace GuestCtl.Drives;

/// <summary>A drive in QEMU's terms, checked and ready to be plugged in. Disposing closes its files and removes the temporary ones.</summary>
internal sealed record PreparedDrive : IDisposable
{
    /// <summary>The image: one <c>blockdev-add</c> with the whole chain below it, so that QEMU opens nothing which is not named here.</summary>
    public required JsonObject Image { get; init; }

    /// <summary>The files of it, to be closed once QEMU has them.</summary>
    public required ImageFiles Files { get; init; }

    /// <summary>Where the overlay that takes a read-only drive's writes is made. Null for a writable drive.</summary>
    public string? Overlay { get; init; }

    /// <summary>Secrets by id, which <see cref="Image"/> refers to.</summary>
    public IReadOnlyDictionary<string, byte[]> Secrets { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Whether reads are kept in the topmost image.</summary>
    public bool CopyOnRead { get; init; }

    /// <summary>The disk's serial number, by which the guest finds a label.</summary>
    public string? Serial { get; init; }

    /// <summary>Sector size in bytes; 0 leaves it to QEMU, which takes 512.</summary>
    public int Blocksize { get; init; }

    /// <summary>Files to remove at the end.</summary>
    public IReadOnlyList<string> TemporaryFiles { get; init; } = [];

    /// <summary>Whether nothing that is written to it is to be kept, so that QEMU may be killed at any time.</summary>
    public bool Disposable { get; init; }

    /// <summary>What messages call it.</summary>
    public required string Title { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Files.Dispose();
        foreach (var file in TemporaryFiles)
            File.Delete(file);
    }
}
