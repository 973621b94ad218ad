using System.Buffers.Binary;

namespace GuestCtl.Appliance.Tests.Journal;

/// <summary>Writes a journal file as its format is documented, without the hash tables that only searches need.</summary>
internal static class JournalFile
{
    private const int HeaderSize = 208;
    private const int ObjectHeader = 16;
    private const byte DataType = 1;
    private const byte EntryType = 3;
    private const byte ArrayType = 6;

    /// <summary>The file.</summary>
    /// <param name="firstTime">The time of the first entry in microseconds; the others follow a second apart.</param>
    /// <param name="entries">The fields of each entry as NAME=VALUE.</param>
    public static byte[] Write(ulong firstTime, params byte[][][] entries)
    {
        var file = new MemoryStream();
        file.Write(new byte[HeaderSize]);
        var (objects, last) = (0ul, 0ul);
        var array = Add(ArrayType, [.. new byte[8 + (8 * entries.Length)]]);
        var offsets = new List<ulong>();
        for (var i = 0; i < entries.Length; i++)
        {
            var number = (ulong)i + 1;

            // What refers to each other is written with the place where it is going to be.
            var fields = entries[i].Select(field => Add(DataType, [.. Numbers(Hash(field), 0, 0, HeaderSize, 0, 1), .. field])).ToArray();
            offsets.Add(Add(EntryType, [.. Numbers(number, firstTime + ((number - 1) * 1_000_000), number), .. new byte[15], 1, .. Numbers(0),
                .. fields.SelectMany((offset, j) => Numbers(offset, Hash(entries[i][j])))]));
        }

        var bytes = file.ToArray();
        Numbers([.. offsets]).CopyTo(bytes, (int)array + ObjectHeader + 8);
        "LPKSHHRH"u8.CopyTo(bytes);
        bytes[39] = bytes[55] = bytes[71] = bytes[87] = 1;
        Numbers(HeaderSize, (ulong)bytes.Length - HeaderSize).CopyTo(bytes, 88);
        Numbers(last, objects, (ulong)entries.Length, (ulong)entries.Length, 1, array, firstTime, firstTime + ((ulong)(entries.Length - 1) * 1_000_000), (ulong)entries.Length)
            .CopyTo(bytes, 136);
        return bytes;

        ulong Add(byte type, byte[] content)
        {
            last = (ulong)file.Length;
            objects++;
            file.Write([type, 0, 0, 0, 0, 0, 0, 0, .. Numbers((ulong)(ObjectHeader + content.Length)), .. content]);
            file.Write(new byte[(8 - (file.Length % 8)) % 8]);
            return last;
        }
    }

    // An entry and its fields have to agree on it; nothing is looked up by it.
    private static ulong Hash(byte[] field) => (ulong)field.Length;

    private static byte[] Numbers(params ulong[] numbers)
    {
        var bytes = new byte[numbers.Length * 8];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        }

        return bytes;
    }
}
