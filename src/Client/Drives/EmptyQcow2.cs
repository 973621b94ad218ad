using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Drives;

/// <summary>
/// Writes a qcow2 image with nothing in it: the overlay of a read-only drive. Making it ourselves takes microseconds, where a run of
/// qemu-img takes longer than a warm start.
/// </summary>
/// <remarks>It names no backing file: that is given to QEMU when it opens the overlay, so the chain never depends on a header.</remarks>
internal static class EmptyQcow2
{
    private const int ClusterBits = 16;
    private const int Cluster = 1 << ClusterBits;
    private const int HeaderLength = 104;

    // An L1 entry covers the clusters of one L2 table, which has 8-byte entries.
    private const long BytesPerL1Entry = (long)Cluster * (Cluster / 8);

    // QEMU refuses L1 tables of more than 32 MiB.
    private const long MaxVirtualSize = (32L << 20) / 8 * BytesPerL1Entry;

    /// <summary>Writes it.</summary>
    /// <param name="file">An empty file.</param>
    /// <param name="virtualSize">In bytes, a multiple of 512, up to 2 PiB.</param>
    public static void Write(SafeFileHandle file, long virtualSize)
    {
        if (virtualSize is < 0 or > MaxVirtualSize)
            throw new DriveException($"A disk of {virtualSize} bytes is too big: the overlay of a read-only drive ends at {MaxVirtualSize} bytes.");
        var l1Entries = Math.Max(1, (virtualSize + BytesPerL1Entry - 1) / BytesPerL1Entry);
        var l1Clusters = (l1Entries * 8 + Cluster - 1) / Cluster;
        // Header, refcount table, refcount block, L1 table. One refcount block counts 32768 clusters, more than the largest L1 table needs.
        var used = 3 + l1Clusters;

        var start = new byte[2 * Cluster];
        WriteHeader(start, virtualSize, l1Entries);
        BinaryPrimitives.WriteUInt64BigEndian(start.AsSpan(Cluster), 2 * Cluster);
        var counts = new byte[used * 2];
        for (var i = 0; i < used; i++)
            BinaryPrimitives.WriteUInt16BigEndian(counts.AsSpan(i * 2), 1);

        RandomAccess.Write(file, start, 0);
        RandomAccess.Write(file, counts, start.Length);
        RandomAccess.SetLength(file, used * Cluster);
    }

    private static void WriteHeader(Span<byte> header, long virtualSize, long l1Entries)
    {
        "QFI"u8.CopyTo(header);
        header[3] = 0xfb;
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], 3);
        BinaryPrimitives.WriteUInt32BigEndian(header[20..], ClusterBits);
        BinaryPrimitives.WriteInt64BigEndian(header[24..], virtualSize);
        BinaryPrimitives.WriteUInt32BigEndian(header[36..], (uint)l1Entries);
        BinaryPrimitives.WriteUInt64BigEndian(header[40..], 3 * Cluster);
        BinaryPrimitives.WriteUInt64BigEndian(header[48..], Cluster);
        BinaryPrimitives.WriteUInt32BigEndian(header[56..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(header[96..], 4);
        BinaryPrimitives.WriteUInt32BigEndian(header[100..], HeaderLength);
    }
}
