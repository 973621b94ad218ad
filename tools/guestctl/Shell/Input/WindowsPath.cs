using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>Paths of the form win:C:\dir\file, which are turned into those of the guest.</summary>
internal static class WindowsPath
{
    private const string Mark = "win:";

    /// <summary>The path in the guest. One of another form is returned as it is.</summary>
    /// <exception cref="ShellSyntaxException">It has a drive letter, and the guest was not inspected or has no such drive.</exception>
    public static string Resolve(GuestFs guest, string path)
    {
        if (!path.StartsWith(Mark, StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        var rest = path[Mark.Length..];
        var prefix = "";
        if (rest is [var letter, ':', ..] && char.IsAsciiLetter(letter))
        {
            prefix = MountPoint(guest, Device(guest, letter), letter);
            rest = rest[2..];
        }

        rest = rest.Replace('\\', '/');
        return guest.CaseSensitivePath(prefix.TrimEnd('/') + (rest.StartsWith('/') ? rest : "/" + rest));
    }

    private static string Device(GuestFs guest, char letter)
    {
        var roots = guest.InspectGetRoots();
        if (roots.Length == 0)
        {
            throw new ShellSyntaxException("guestfish: to use Windows drive letters, you must inspect the guest (\"-i\" option or run \"inspect-os\" command)");
        }

        foreach (var root in roots)
        {
            foreach (var (drive, device) in guest.InspectGetDriveMappings(root))
            {
                if (drive.Equals(letter.ToString(), StringComparison.OrdinalIgnoreCase))
                {
                    return device;
                }
            }
        }

        throw new ShellSyntaxException($"guestfish: drive '{letter}:' not found.");
    }

    private static string MountPoint(GuestFs guest, string device, char letter)
        => guest.Mountpoints().Where(mount => mount.Key == device).Select(mount => mount.Value).FirstOrDefault()
            ?? throw new ShellSyntaxException($"guestfish: to access '{letter}:', mount {device} first.  One way to do this is:\n  umount-all\n  mount {device} /");
}
