using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Devices.Links;

/// <summary>The links below /dev. A volume group of a guest may have any name, and its programs may have put anything there: nothing is followed.</summary>
internal static class LinkTree
{
    private const string NewLink = DeviceName.Directory + ".new-link";

    /// <summary>Makes a link to a device, in the place of another link or of a node that libdevmapper made. False when there is something else.</summary>
    /// <param name="name">The name, relative to /dev.</param>
    /// <param name="device">The kernel's name of the device.</param>
    public static bool Set(string name, string device)
    {
        var path = DeviceName.Directory + name;
        var target = Target(name, device);
        if (new FileInfo(path).LinkTarget == target)
        {
            return true;
        }

        try
        {
            MakeDirectories(name);
            if (!MayReplace(path))
            {
                return false;
            }

            File.Delete(NewLink);
            File.CreateSymbolicLink(NewLink, target);
            File.Move(NewLink, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"guestctld: {path}: {e.Message}");
            return false;
        }
    }

    /// <summary>Removes a link that was made here, if it still is that.</summary>
    public static void Remove(string name, string device)
    {
        var path = DeviceName.Directory + name;
        try
        {
            if (new FileInfo(path).LinkTarget == Target(name, device))
            {
                File.Delete(path);
            }

            // Those of udev are there only with something in them.
            for (var slash = name.LastIndexOf('/'); slash > 0 && RemoveEmpty(name[..slash]); slash = name.LastIndexOf('/', slash - 1))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"guestctld: {path}: {e.Message}");
        }
    }

    /// <summary>Gives a node the owner, group and mode that udev gives it.</summary>
    public static void SetRights(SafeFileHandle node)
    {
        const uint groupOfDisks = 6;
        const uint readAndWriteForBoth = 0x1b0;
        Libc.ChangeOwner(node, default, 0, groupOfDisks, Libc.AtEmptyPath);
        Libc.ChangeMode(node, Encoding.ASCII.GetBytes(node.ToolPath()), readAndWriteForBoth);
    }

    private static string Target(string name, string device) => string.Concat(Enumerable.Repeat("../", name.Count(c => c == '/'))) + device;

    private static void MakeDirectories(string name)
    {
        for (var slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            var directory = new DirectoryInfo(DeviceName.Directory + name[..slash]);
            if (directory.LinkTarget is not null)
            {
                File.Delete(directory.FullName);
            }

            directory.Create();
        }
    }

    // A group can be called mapper, and a volume control.
    private static bool MayReplace(string path)
    {
        using var there = Libc.Open(path, OpenFlags.Path | OpenFlags.NoFollow);
        return there is null || (Libc.Stat(there, out var status)
            && (status.Type == FileType.SymbolicLink || (status.Type == FileType.BlockDevice && path.StartsWith("/dev/mapper/", StringComparison.Ordinal))));
    }

    private static bool RemoveEmpty(string directory)
    {
        var path = DeviceName.Directory + directory;
        if (directory == "mapper" || new DirectoryInfo(path) is not { Exists: true, LinkTarget: null } || Directory.EnumerateFileSystemEntries(path).Any())
        {
            return false;
        }

        Directory.Delete(path);
        return true;
    }
}
