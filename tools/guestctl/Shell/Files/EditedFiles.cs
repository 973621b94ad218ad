using GuestCtl.Cli.Shell.Input;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>The command edit and its other names.</summary>
internal static class EditedFiles
{
    public static bool Edit(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 1)
        {
            session.Errors.Say($"use '{calledName} filename' to edit a file");
            return false;
        }

        var editor = calledName.ToLowerInvariant() switch
        {
            "vi" => "vi",
            "emacs" => "emacs -nw",
            _ => PagedFiles.Program("EDITOR", "vi"),
        };
        var guest = session.Guest;
        var path = WindowsPath.Resolve(guest, words[0]);
        using var copy = new LocalCopy(session, "libguestfs");
        guest.Download(path, copy.Path);
        if (!copy.Run(editor, "Invalid argument"))
        {
            return false;
        }

        if (copy.IsChanged)
        {
            Replace(guest, path, copy.Path);
        }

        return true;
    }

    // The new content is complete before it takes the old one's name, and keeps its owner and permissions.
    private static void Replace(GuestFs guest, string path, string copy)
    {
        var target = guest.IsSymlink(path) ? guest.Realpath(path) : path;
        var fresh = $"{target}.{System.IO.Path.GetRandomFileName()}";
        guest.Upload(copy, fresh);
        guest.CopyAttributes(target, fresh, all: true);
        guest.Mv(fresh, target);
    }
}
