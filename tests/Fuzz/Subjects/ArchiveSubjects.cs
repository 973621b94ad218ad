using System.Text;
using GuestCtl.Daemon.Services.Archives.Initrd;
using GuestCtl.Daemon.Services.Inspection.Binaries;
using GuestCtl.Fuzz.Engine;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>Initrds, and the headers of binaries.</summary>
internal static class ArchiveSubjects
{
    private static readonly byte[] Elf = [0x7f, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0, .. new byte[44]];
    private static readonly byte[] Windows = [.. "MZ"u8, .. new byte[58], 0x40, 0, 0, 0, .. "PE\0\0"u8, 0x64, 0x86, .. new byte[20]];

    public static FuzzSubject Cpio() => new ParserSubject("cpio", [Archive(), [.. Archive(), 0, 0, 0, 0, .. Archive()], [.. Archive(), 0x1f, 0x8b, 8, 0]], ["070701", "070702", "TRAILER!!!\0", "FFFFFFFF", "00000000", "00001000"], ReadArchive);

    public static FuzzSubject Binary() => new ParserSubject("binaries", [Elf, Windows, [0x1f, 0x8b, 8]], ["\u007fELF", "MZ", "PE\0\0"], ReadBinary);

    private static string ReadArchive(byte[] input)
    {
        var found = CpioArchive.FindArchitecture(new MemoryStream(input), CancellationToken.None).Architecture;
        return Refusals.Of(() =>
        {
            var reader = new CpioReader(new MemoryStream(input), "/boot/initrd");
            var (files, bytes) = (0, 0L);
            while (reader.NextAsync(CancellationToken.None).GetAwaiter().GetResult() is { } entry)
            {
                reader.ReadContentAsync(entry, content => bytes += content.Length, CancellationToken.None).GetAwaiter().GetResult();
                files++;
            }

            return bytes <= input.Length
                ? $"{Math.Min(files, 4)} {found} {Compression.ToolFor(reader.Rest)?.Tool}"
                : throw new FindingException("more content came out than there is");
        });
    }

    private static string ReadBinary(byte[] input) => $"{BinaryHeader.Architecture(input)} {Compression.ToolFor(input)?.Tool} {CpioArchive.IsArchive(input)}";

    private static byte[] Archive() => [.. File("bin", 0x41ed, []), .. File("bin/busybox", 0x81ed, Elf), .. File("TRAILER!!!", 0, [])];

    private static byte[] File(string name, uint mode, byte[] content)
    {
        var head = $"070701{1:X8}{mode:X8}{0:X8}{0:X8}{1:X8}{0:X8}{content.Length:X8}{0:X8}{0:X8}{0:X8}{0:X8}{name.Length + 1:X8}{0:X8}{name}\0";
        return [.. Padded(Encoding.ASCII.GetBytes(head)), .. Padded(content)];
    }

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];
}
