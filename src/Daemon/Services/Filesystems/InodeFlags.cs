namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>The attributes of a file that lsattr shows and chattr sets, each with its letter.</summary>
internal static class InodeFlags
{
    /// <summary>A directory whose changes are written at once. It means nothing for files.</summary>
    public const uint DirectorySync = 0x00010000;

    private static readonly SortedDictionary<char, uint> Flags = new()
    {
        ['A'] = 0x00000080,
        ['C'] = 0x00800000,
        ['D'] = DirectorySync,
        ['E'] = 0x00000800,
        ['F'] = 0x40000000,
        ['I'] = 0x00001000,
        ['N'] = 0x10000000,
        ['P'] = 0x20000000,
        ['S'] = 0x00000008,
        ['T'] = 0x00020000,
        ['V'] = 0x00100000,
        ['a'] = 0x00000020,
        ['c'] = 0x00000004,
        ['d'] = 0x00000040,
        ['e'] = 0x00080000,
        ['i'] = 0x00000010,
        ['j'] = 0x00004000,
        ['m'] = 0x00000400,
        ['s'] = 0x00000001,
        ['t'] = 0x00008000,
        ['u'] = 0x00000002,
        ['x'] = 0x02000000,
    };

    // What the file system itself decides.
    private const string ReadOnly = "EINV";

    /// <summary>The letters of some flags, sorted.</summary>
    public static string Format(uint flags) => string.Concat(Flags.Where(flag => (flags & flag.Value) != 0).Select(flag => flag.Key));

    /// <summary>The flags of some letters.</summary>
    /// <exception cref="OperationFailedException">EINVAL: a letter is not known, cannot be set, or is there twice.</exception>
    public static uint Parse(string letters)
    {
        uint flags = 0;
        foreach (var letter in letters)
        {
            if (!Flags.TryGetValue(letter, out var flag) || ReadOnly.Contains(letter, StringComparison.Ordinal))
            {
                throw OperationFailedException.Invalid(
                    $"'{letter}' is not an attribute that can be set: those are {string.Concat(Flags.Keys.Where(key => !ReadOnly.Contains(key, StringComparison.Ordinal)))}");
            }

            flags |= (flags & flag) == 0 ? flag : throw OperationFailedException.Invalid($"the attribute '{letter}' is there twice");
        }

        return flags;
    }
}
