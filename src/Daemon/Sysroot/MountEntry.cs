using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>A line of /proc/self/mountinfo.</summary>
/// <param name="Id">The kernel's number of the mount.</param>
/// <param name="Number">Major and minor number of the device, as text.</param>
/// <param name="Root">The directory within the file system that is mounted.</param>
/// <param name="Target">Where, in the appliance.</param>
/// <param name="Type">The type of the file system.</param>
/// <param name="Source">What is mounted, as mount was told.</param>
internal sealed record MountEntry(ulong Id, string Number, string Root, string Target, string Type, string Source)
{
    private const string Discard = "discard";

    /// <summary>Whether the file system gives the blocks of what is removed back to the drive.</summary>
    public bool Discards { get; private init; }

    /// <summary>Where, in the guest; null for a mount of the appliance itself.</summary>
    public string? GuestTarget
        => Target == GuestRoot.MountPoint ? "/"
            : Target.StartsWith(GuestRoot.MountPoint + "/", StringComparison.Ordinal) ? Target[GuestRoot.MountPoint.Length..]
            : null;

    /// <summary>Reads a line; null when it does not look as the kernel writes it.</summary>
    public static MountEntry? Parse(ReadOnlySpan<byte> line)
    {
        var fields = Split(line);
        var separator = fields.FindIndex(f => f is [(byte)'-']);
        return fields.Count < 10 || separator < 6 || separator + 2 >= fields.Count || !ulong.TryParse(fields[0], out var id)
            ? null
            : new MountEntry(id, GuestText.Decode(fields[2]), Unescape(fields[3]), Unescape(fields[4]), Unescape(fields[separator + 1]), Unescape(fields[separator + 2]))
            {
                Discards = separator + 3 < fields.Count && IsDiscarding(GuestText.Decode(fields[separator + 3]).Split(',')),
            };
    }

    // With a value it is btrfs's.
    private static bool IsDiscarding(string[] options)
        => options.Contains("rw") && options.Any(option => option == Discard || option.StartsWith(Discard + "=", StringComparison.Ordinal));

    private static List<byte[]> Split(ReadOnlySpan<byte> line)
    {
        var fields = new List<byte[]>();
        foreach (var range in line.Split((byte)' '))
        {
            fields.Add(line[range].ToArray());
        }

        return fields;
    }

    // Space, tab, newline and backslash are written as three octal digits.
    private static string Unescape(byte[] field)
    {
        var bytes = new List<byte>(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == (byte)'\\' && i + 3 < field.Length && field.AsSpan(i + 1, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0)
            {
                bytes.Add((byte)(((field[i + 1] - '0') << 6) | ((field[i + 2] - '0') << 3) | (field[i + 3] - '0')));
                i += 3;
            }
            else
            {
                bytes.Add(field[i]);
            }
        }

        return GuestText.Decode([.. bytes]);
    }
}
