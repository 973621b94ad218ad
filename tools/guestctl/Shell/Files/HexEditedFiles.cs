using System.Globalization;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>The command hexedit: a piece of a file or a device in a hex editor.</summary>
internal static class HexEditedFiles
{
    // More than that is not downloaded unasked.
    private const long MostUnasked = 16 << 20;

    public static bool Edit(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count is < 1 or > 3)
        {
            session.Errors.Say("hexedit (device|filename) [max | start max]");
            return false;
        }

        var guest = session.Guest;
        var isDevice = words[0].StartsWith("/dev/", StringComparison.Ordinal);
        var path = isDevice ? words[0] : WindowsPath.Resolve(guest, words[0]);
        var size = isDevice ? guest.BlockdevGetsize64(path) : guest.Filesize(path);
        var start = words.Count == 3 ? Size(words[1]) : 0;
        var most = words.Count > 1 ? Size(words[^1]) : long.MaxValue;
        var length = Math.Min(size - start, most);
        if (start > size || length <= 0)
        {
            session.Errors.Say("hexedit: invalid range");
            return false;
        }

        if (words.Count == 1 && length > MostUnasked)
        {
            session.Errors.Say($"hexedit: {path} is larger than 16MB. You must supply a limit using\n  'hexedit {path} <max>' (eg. 'hexedit {path} 1M') or a range using\n  'hexedit {path} <start> <max>'.");
            return false;
        }

        using var copy = new LocalCopy(session);
        guest.DownloadOffset(path, copy.Path, start, length);
        if (!copy.Run(PagedFiles.Program("HEXEDITOR", "hexedit"), "Success"))
        {
            return false;
        }

        if (copy.IsChanged)
        {
            guest.UploadOffset(copy.Path, path, start);
        }

        return true;
    }

    private static long Size(string text)
        => IntegerSyntax.Parse(text, out ulong value) is var fault && fault == IntegerFault.None
            ? (long)value
            : throw new ShellSyntaxException(string.Create(CultureInfo.InvariantCulture, $"parse_size: invalid integer parameter (xstrtoull returned {(int)fault})"));
}
