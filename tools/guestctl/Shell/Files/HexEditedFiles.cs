using System.Globalization;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>The command hexedit: a piece of a file or a device in a hex editor.</summary>
internal static class HexEditedFiles
{
    // More than that is not downloaded unasked.
    private const long MostUnasked = 1 << 20;

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
        if (start > size)
        {
            session.Errors.Say("hexedit: start offset past end of file or device");
            return false;
        }

        var length = Math.Min(size - start, most);
        if (words.Count == 1 && length > MostUnasked)
        {
            session.Errors.Say($"hexedit: the file or device {path} is larger than 1 MB: say how much of it to edit with 'hexedit {path} max' or 'hexedit {path} start max'");
            return false;
        }

        using var copy = new LocalCopy(session, path);
        guest.DownloadOffset(path, copy.Path, start, length);
        session.Output.Flush();
        var (code, isChanged) = copy.Run(PagedFiles.Program("HEXEDITOR", "hexedit"));
        if (code == 0 && isChanged)
        {
            guest.UploadOffset(copy.Path, path, start);
        }

        return code == 0;
    }

    private static long Size(string text)
        => IntegerSyntax.Parse(text, out ulong value) is var fault && fault == IntegerFault.None
            ? (long)value
            : throw new ShellSyntaxException(string.Create(CultureInfo.InvariantCulture, $"parse_size: invalid integer parameter (xstrtoull returned {(int)fault})"));
}
