namespace GuestCtl.Cli.Files;

/// <summary>A file's type and permissions as 'ls -l' shows them.</summary>
internal static class ModeText
{
    public static string Format(long mode) => string.Create(10, mode, static (text, mode) =>
    {
        text[0] = (mode & 0xF000) switch { 0x4000 => 'd', 0xA000 => 'l', 0x6000 => 'b', 0x2000 => 'c', 0x1000 => 'p', 0xC000 => 's', _ => '-' };
        for (var i = 0; i < 9; i++)
        {
            text[i + 1] = (mode & (0x100 >> i)) != 0 ? "rwx"[i % 3] : '-';
        }

        Special(text, mode, 0x800, 3, 's');
        Special(text, mode, 0x400, 6, 's');
        Special(text, mode, 0x200, 9, 't');
    });

    // set-user-id, set-group-id and sticky share the place of an execute bit, in lower case when that is set too.
    private static void Special(Span<char> text, long mode, long bit, int at, char letter)
    {
        if ((mode & bit) != 0)
        {
            text[at] = text[at] == 'x' ? letter : char.ToUpperInvariant(letter);
        }
    }
}
