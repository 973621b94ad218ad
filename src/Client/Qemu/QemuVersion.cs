using System.Globalization;

namespace GuestCtl.Qemu;

/// <summary>A version of QEMU.</summary>
internal readonly record struct QemuVersion(int Major, int Minor, int Micro) : IComparable<QemuVersion>
{
    /// <summary>Reads the answer of <c>qemu --version</c>, such as <c>QEMU emulator version 7.2.22 (Debian …)</c>.</summary>
    public static bool TryParse(string text, out QemuVersion version)
    {
        const string marker = "version ";
        version = default;
        var at = text.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0)
            return false;
        var rest = text.AsSpan(at + marker.Length);
        var end = rest.IndexOfAnyExcept("0123456789.");
        var words = (end < 0 ? rest : rest[..end]).ToString().Split('.');
        var numbers = new int[3];
        for (var i = 0; i < words.Length && i < 3; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        }
        version = new QemuVersion(numbers[0], numbers[1], numbers[2]);
        return version.Major > 0;
    }

    /// <inheritdoc/>
    public int CompareTo(QemuVersion other) => (Major, Minor, Micro).CompareTo((other.Major, other.Minor, other.Micro));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Micro}");
}
