using System.Globalization;
using System.Text;

namespace GuestCtl.Client.Tests.Copying;

/// <summary>Makes archives byte by byte, also such as no program would make.</summary>
internal sealed class ArchiveBytes
{
    private readonly MemoryStream _bytes = new();

    public static byte[] Pax(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = Encoding.Latin1.GetByteCount(rest);
        var total = length + 1;
        while (total != length + total.ToString(CultureInfo.InvariantCulture).Length)
        {
            total = length + total.ToString(CultureInfo.InvariantCulture).Length;
        }

        return Encoding.Latin1.GetBytes(total.ToString(CultureInfo.InvariantCulture) + rest);
    }

    public ArchiveBytes File(string name, string content = "content", int mode = 0x1a4, long time = 981173106)
        => Header(name, '0', content.Length, mode: mode, time: time).Content(Encoding.Latin1.GetBytes(content));

    public ArchiveBytes Directory(string name, int mode = 0x1ed, long time = 981173106) => Header(name, '5', mode: mode, time: time);

    public ArchiveBytes Link(string name, string target) => Header(name, '2', link: target);

    public ArchiveBytes HardLink(string name, string target) => Header(name, '1', link: target);

    public ArchiveBytes Extended(params byte[][] records)
    {
        var all = records.SelectMany(record => record).ToArray();
        return Header("pax", 'x', all.Length).Content(all);
    }

    public ArchiveBytes LongName(string name, char type = 'L')
    {
        var bytes = Encoding.Latin1.GetBytes(name + "\0");
        return Header("././@LongLink", type, bytes.Length).Content(bytes);
    }

    public ArchiveBytes Header(string name, char type, long size = 0, string link = "", int mode = 0x1ff, long time = 0)
    {
        var block = new byte[512];
        Encoding.Latin1.GetBytes(name).CopyTo(block, 0);
        Encoding.ASCII.GetBytes($"{Octal(mode, 7)}\0{Octal(0, 7)}\0{Octal(0, 7)}\0{Octal(size, 11)}\0{Octal(time, 11)}\0        {type}").CopyTo(block, 100);
        Encoding.Latin1.GetBytes(link).CopyTo(block, 157);
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        Encoding.ASCII.GetBytes(Octal(block.Sum(value => value), 6) + "\0 ").CopyTo(block, 148);
        _bytes.Write(block);
        return this;
    }

    public ArchiveBytes Content(byte[] content)
    {
        _bytes.Write(content);
        _bytes.Write(new byte[-content.Length & 511]);
        return this;
    }

    public byte[] End() => [.. _bytes.ToArray(), .. new byte[1024]];

    private static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');
}
