using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>Reads a guest's configuration, which is hostile until shown otherwise: only regular files are ever opened, only so
/// much of each is read, and what is missing or odd is simply not there.</summary>
internal sealed class GuestReader(GuestRoot root)
{
    /// <summary>How much of a configuration file is read: real ones are a few KiB.</summary>
    public const int MaxText = 2 << 20;

    // The end of the year 9999, the latest time that .NET can represent.
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>What was read so far.</summary>
    public ReadingBudget Budget { get; } = new();

    /// <summary>Opens a regular file for reading, links followed within the guest. Null when there is none.</summary>
    /// <remarks>The file is looked at through a handle that has not opened it, as opening a pipe can wait for ever and opening
    /// a device node of the guest would open a device of the appliance.</remarks>
    public SafeFileHandle? OpenFile(string path)
    {
        using var found = Try(path, guestPath => root.TryOpen(guestPath, OpenFlags.Path));
        return found is not null && Libc.Stat(found, out var status) && status.Type == FileType.Regular
            ? Libc.Open($"/proc/self/fd/{Libc.Fd(found)}", OpenFlags.ReadOnly | OpenFlags.NonBlock)
            : null;
    }

    /// <summary>The beginning of a regular file. Null when there is none.</summary>
    /// <exception cref="OperationFailedException">EFBIG: the system has more than any real one.</exception>
    public byte[]? ReadBytes(string path, int limit)
    {
        using var file = OpenFile(path);
        return file is null ? null : ReadBytes(file, limit, path);
    }

    /// <summary>The beginning of a configuration file as text. Null when there is none.</summary>
    public string? ReadText(string path, int limit = MaxText) => ReadBytes(path, limit) is { } bytes ? GuestText.Decode(bytes) : null;

    /// <summary>The lines of a configuration file without the white space around them; none when there is no file.</summary>
    public IEnumerable<string> ReadLines(string path) => (ReadText(path) ?? "").Split('\n').Select(line => line.Trim());

    /// <summary>The first line of a configuration file without the white space around it. Null when there is none or it is empty.</summary>
    public string? FirstLine(string path)
    {
        const int MaxLine = 4096;
        var line = ReadText(path, MaxLine)?.Split('\n', '\0')[0].Trim();
        return line is { Length: > 0 } ? line : null;
    }

    /// <summary>A path with the letters that the files really have, found without regard to case. Null when there is no such file.</summary>
    public string? FindIgnoringCase(string path) => Try(path, guestPath =>
    {
        try
        {
            var found = CaseSensitivePath.Find(root, guestPath, Budget);
            return root.TryStat(found, followLinks: true) is null ? null : found.ToString();
        }
        catch (OperationFailedException)
        {
            return null;
        }
    });

    /// <summary>When a file was changed. Null when there is none.</summary>
    public DateTimeOffset? Changed(string path)
        => Try(path, guestPath => root.TryStat(guestPath, followLinks: true)) is { ModifyTime.Seconds: > 0 and < MaxSeconds and var seconds }
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public bool IsFile(string path) => Type(path, followLinks: true) == FileType.Regular;

    public bool IsDirectory(string path) => Type(path, followLinks: true) == FileType.Directory;

    /// <summary>Whether there is such a name, wherever it leads.</summary>
    public bool IsName(string path) => Type(path, followLinks: false) is not null;

    /// <summary>The names in a directory, sorted. Empty when there is none.</summary>
    /// <exception cref="OperationFailedException">EFBIG: the system has more than any real one.</exception>
    public IReadOnlyList<string> List(string path)
    {
        using var directory = Try(path, guestPath => root.TryOpen(guestPath, OpenFlags.ReadOnly | OpenFlags.Directory));
        if (directory is null)
        {
            return [];
        }

        var names = new List<string>();
        using var reader = new DirectoryReader(directory, path);
        while (reader.NextName())
        {
            Budget.AddName(path);
            names.Add(GuestText.Decode(reader.Name));
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private byte[]? ReadBytes(SafeFileHandle file, int limit, string path)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (content.Length < limit)
        {
            var count = Libc.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, limit - content.Length)));
            if (count < 0)
            {
                return null;
            }

            if (count == 0)
            {
                break;
            }

            Budget.AddBytes(count, path);
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    private FileType? Type(string path, bool followLinks) => Try(path, guestPath => root.TryStat(guestPath, followLinks))?.Type;

    // Paths are made of what the guest says too, and that may be no path.
    private static T? Try<T>(string path, Func<GuestPath, T?> find)
        => path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal) ? find(GuestPath.Of(path)) : default;
}
