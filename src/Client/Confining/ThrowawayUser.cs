using System.Globalization;
using System.Security.Cryptography;

namespace GuestCtl.Confining;

/// <summary>A user that owns no file and runs no other program, for what a library that runs as root starts.</summary>
internal static class ThrowawayUser
{
    private const string Map = "/proc/self/uid_map";

    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // Far above what systems give to people, services and containers.
    private const uint FirstHigh = 1_900_000_000;
    private const uint HighCount = 50_000_000;

    // Where a container has few users: reserved by Debian's policy, and used by nobody elsewhere.
    private const uint FirstLow = 65_000;
    private const uint LowCount = 500;

    /// <summary>Whether this process runs as root.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>One that this process can change to; null if there is none.</summary>
    public static uint? Choose() => !IsNeeded ? null : Choose(Ranges());

    /// <summary>Whether such a user may read and write a device. Its group counts: the launcher keeps that of /dev/kvm.</summary>
    public static bool MayUse(string device) => OperatingSystem.IsWindows() || !File.Exists(device)
        || (File.GetUnixFileMode(device) & Group) == Group || (File.GetUnixFileMode(device) & Others) == Others;

    /// <summary>One of some ranges of users.</summary>
    internal static uint? Choose(IReadOnlyList<(uint First, uint Count)> ranges) =>
        Holds(ranges, FirstHigh, HighCount) ? FirstHigh + (uint)RandomNumberGenerator.GetInt32((int)HighCount)
        : Holds(ranges, FirstLow, LowCount) ? FirstLow + (uint)RandomNumberGenerator.GetInt32((int)LowCount)
        : null;

    private static bool Holds(IReadOnlyList<(uint First, uint Count)> ranges, uint first, uint count) =>
        ranges.Any(range => first >= range.First && (ulong)first + count <= (ulong)range.First + range.Count);

    private static IReadOnlyList<(uint First, uint Count)> Ranges()
    {
        try
        {
            return [.. File.ReadLines(Map).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(words => (uint.Parse(words[0], CultureInfo.InvariantCulture), uint.Parse(words[2], CultureInfo.InvariantCulture)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
