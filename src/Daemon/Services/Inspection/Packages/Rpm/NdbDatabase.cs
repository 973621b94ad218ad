using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>RPM's own database, Packages.db, which SUSE uses: pages of slots, each pointing to the header of a package.</summary>
internal static class NdbDatabase
{
    private const uint FileMagic = 0x506d7052;
    private const uint SlotMagic = 0x746f6c53;
    private const uint BlobMagic = 0x53626c42;
    private const int PageLength = 4096;
    private const int SlotLength = 16;
    private const int FirstSlot = 32;
    private const int BlockLength = 16;
    private const int BlobHeader = 16;

    // A page has 256 slots, one for each package.
    private const int MaxPages = 4096;

    public static IEnumerable<byte[]> Headers(DatabaseFile file)
    {
        var header = file.Read(0, FirstSlot);
        var pages = Word(header, 3);
        if (Word(header, 0) != FileMagic || pages is 0 or > MaxPages)
        {
            throw file.Damaged("its beginning is not that of Packages.db");
        }

        var slots = file.Read(0, (int)pages * PageLength);
        for (var at = FirstSlot; at < slots.Length; at += SlotLength)
        {
            var slot = slots.AsSpan(at, SlotLength).ToArray();
            var package = Word(slot, 1);
            if (Word(slot, 0) != SlotMagic)
            {
                throw file.Damaged($"there is no slot at offset {at}");
            }

            if (package != 0)
            {
                yield return Blob(file, package, Word(slot, 2) * (long)BlockLength, Word(slot, 3) * (long)BlockLength);
            }
        }
    }

    private static byte[] Blob(DatabaseFile file, uint package, long offset, long room)
    {
        var header = file.Read(offset, BlobHeader);
        var length = Word(header, 3);
        return Word(header, 0) == BlobMagic && Word(header, 1) == package && length <= DatabaseFile.MaxBlob && length + BlobHeader <= room
            ? file.Read(offset + BlobHeader, (int)length)
            : throw file.Damaged($"there is no package {package} at offset {offset}");
    }

    private static uint Word(byte[] bytes, int index) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(index * 4));
}
