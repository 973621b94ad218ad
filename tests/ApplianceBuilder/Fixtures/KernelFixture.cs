using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace GuestCtl.ApplianceBuilder.Tests.Fixtures;

/// <summary>Small files in the forms that the kernel package has, made from the formats' specifications.</summary>
public static class KernelFixture
{
    /// <summary>An ELF file with one program header, a note segment.</summary>
    public static byte[] Elf(string owner, uint type)
    {
        var file = new byte[256];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), 62);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(54), 56);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(56), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(64), 4);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(72), 128);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(96), 20);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(128), (uint)owner.Length + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(136), type);
        Encoding.ASCII.GetBytes(owner).CopyTo(file.AsSpan(140));
        return file;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
            gzip.Write(content);
        return output.ToArray();
    }

    /// <summary>A bzImage of protocol 2.15 with two setup sectors and the payload 64 bytes into the protected-mode code.</summary>
    public static byte[] BzImage(byte[] payload)
    {
        var file = new byte[(3 * 512) + 64 + payload.Length + 100];
        file[0x1f1] = 2;
        "HdrS"u8.CopyTo(file.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(0x206), 0x20f);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x248), 64);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x24c), (uint)payload.Length);
        payload.CopyTo(file, (3 * 512) + 64);
        return file;
    }
}
