using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Fuzz.Images;

/// <summary>VMware images: texts as QEMU's sscanf reads them, alone and in the wrappers that it opens.</summary>
internal static class VmdkGrammar
{
    private static readonly string[] Heads = ["# Disk DescriptorFile", "#Disk DescriptorFile", "# disk", "#", " # Disk DescriptorFile", "\r\n# Disk DescriptorFile", "# Disk DescriptorFile \t"];
    private static readonly string[] LineEnds = ["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\v", "\f"];
    private static readonly string[] Gaps = [" ", " ", " ", "\t", "\v", "\f", "\r", "\n", "  ", "", " \f\t"];
    private static readonly string[] Accesses = ["RW", "RW", "RDONLY", "NOACCESS", "rw", "R", "RWRWRW"];
    private static readonly string[] Numbers = ["128", "+128", "-128", "0", "1", "00128", "0x80", "9223372036854775807", "128FLAT", " 128"];
    private static readonly string[] Kinds = ["FLAT", "FLAT", "VMFS", "SPARSE", "ZERO", "VMFSSPARSE", "SESPARSE", "flat", "FLATX", "VMFSRDM", ""];
    private static readonly string[] Types =
        ["monolithicFlat", "monolithicSparse", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat", "vmfs", "vmfsSparse", "seSparse", "streamOptimized", "custom", "fullDevice", ""];

    public static byte[] Any(Random random) => random.Next(5) switch
    {
        0 => Wrapped(random),
        1 => Cowd(random),
        _ => Bytes(Text(random)),
    };

    private static string Text(Random random)
    {
        var text = new StringBuilder(Pick(random, Heads));
        foreach (var line in new[] { Version(random), "CID=fffffffe", random.Next(3) == 0 ? "parentCID=12345678" : "parentCID=ffffffff", Create(random), Parent(random) })
        {
            text.Append(random.Next(12) == 0 ? Pick(random, LineEnds) : "\n").Append(line);
        }

        for (var extents = random.Next(4); extents > 0; extents--)
        {
            text.Append(Pick(random, LineEnds)).Append(Extent(random));
        }

        return text.Append(Pick(random, LineEnds)).ToString();
    }

    private static string Extent(Random random)
        => random.Next(3) == 0
            ? $"RW 128 {Pick(random, Kinds)} \"{FileNames.Any(random)}\" 0"
            : $"{Pick(random, Accesses)}{Pick(random, Gaps)}{Pick(random, Numbers)}{Pick(random, Gaps)}{Pick(random, Kinds)}{Pick(random, Gaps)}{(random.Next(8) == 0 ? "" : "\"")}{FileNames.Any(random)}{(random.Next(8) == 0 ? "" : "\"")}{Pick(random, Gaps)}{(random.Next(3) == 0 ? "" : "0")}";

    private static string Version(Random random) => random.Next(10) == 0 ? $"version = {random.Next(5)}" : $"version={1 + random.Next(3)}";

    private static string Create(Random random) => random.Next(8) switch
    {
        0 => "",
        1 => $"createType = \"{Pick(random, Types)}\"",
        2 => $"xcreateType=\"{Pick(random, Types)}\"",
        _ => $"createType=\"{Pick(random, Types)}\"",
    };

    private static string Parent(Random random) => random.Next(8) switch
    {
        0 => $"parentFileNameHint=\"{FileNames.Any(random)}\"",
        1 => $"parentFileNameHint==x{FileNames.Any(random)}\"",
        2 => $"parentFileNameHint=\n{FileNames.Any(random)}\"\nx=\"canary\"",
        3 => $"parentFileNameHint = \"{FileNames.Any(random)}\"",
        _ => "",
    };

    // A header that says that it has no sectors is taken for a wrapper around a text; another has the text for its parent only.
    private static byte[] Wrapped(Random random)
    {
        var image = new byte[128 * 512];
        "KDMV"u8.CopyTo(image);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(4), 1 + random.Next(3));
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(8), random.Next(2) == 0 ? 3 : random.Next(1 << 18));
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(12), random.Next(2) == 0 ? 0 : 128);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(20), 128);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(28), random.Next(3) == 0 ? random.Next(8) : 1);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(36), 20);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(44), 512);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(48), 21);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(56), random.Next(3) == 0 ? -1 : 26);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(64), 64);
        "\n \r\n"u8.CopyTo(image.AsSpan(73));
        var text = Bytes(Text(random));
        text.AsSpan(0, Math.Min(text.Length, 10240)).CopyTo(image.AsSpan(512 * (random.Next(6) == 0 ? random.Next(8) : 1)));
        if (random.Next(2) == 0)
        {
            // The footer of a stream: its header counts where the first one says that the tables are at the end.
            var footer = image.AsSpan(image.Length - 1536);
            footer.Clear();
            BinaryPrimitives.WriteInt64LittleEndian(footer, 1);
            BinaryPrimitives.WriteInt32LittleEndian(footer[12..], 3);
            image.AsSpan(0, 512).CopyTo(footer[512..]);
            BinaryPrimitives.WriteInt64LittleEndian(footer[(512 + 12)..], random.Next(2) == 0 ? 0 : 128);
            BinaryPrimitives.WriteInt64LittleEndian(footer[(512 + 56)..], 26);
        }

        return image;
    }

    private static byte[] Cowd(Random random)
    {
        var image = new byte[32 * 512];
        "COWD"u8.CopyTo(image);
        var fields = new[] { 1, 3, 128, 1, 4, 1, 8 };
        for (var i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(4 + (4 * i)), fields[i]);
        }

        var text = Bytes(Text(random));
        text.AsSpan(0, Math.Min(text.Length, 10240)).CopyTo(image.AsSpan(512));
        return image;
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
