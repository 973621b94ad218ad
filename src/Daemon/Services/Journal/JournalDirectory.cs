using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Journal;

/// <summary>The directory of a journal: files whose names end with .journal, and directories with such files that are named after machines.</summary>
internal static class JournalDirectory
{
    private const int MachineIdLength = 32;

    /// <summary>Opens a directory of the guest.</summary>
    /// <remarks>The library opens what it finds in there by itself, so everything that it would open is looked at before: a link would lead
    /// it out of the guest, and a device node to a device of the appliance.</remarks>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public static SafeFileHandle Open(GuestPath path)
    {
        try
        {
            var directory = new GuestRoot().Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
            try
            {
                Check(directory, path, nested: true);
                return directory;
            }
            catch
            {
                directory.Dispose();
                throw;
            }
        }
        finally
        {
            // This process is not told when something is unmounted.
            TopDirectory.Drop();
        }
    }

    private static void Check(SafeFileHandle directory, GuestPath path, bool nested)
    {
        using var again = Libc.Openat(directory, "."u8, OpenFlags.ReadOnly | OpenFlags.Directory) ?? throw OperationFailedException.FromLast(path.ToString());
        using var names = new DirectoryReader(again, path.ToString());
        while (names.NextName())
        {
            var name = GuestText.Decode(names.Name);
            var isFile = name.EndsWith(".journal", StringComparison.Ordinal) || name.EndsWith(".journal~", StringComparison.Ordinal);
            if (!isFile && !(nested && IsMachine(name)))
            {
                continue;
            }

            var there = path.Append(names.Name);
            if (!Libc.Stat(directory, names.Name, Libc.AtSymlinkNoFollow, out var status))
            {
                throw OperationFailedException.FromLast(there.ToString());
            }

            if (status.Type != (isFile ? FileType.Regular : FileType.Directory))
            {
                throw OperationFailedException.Invalid($"{there}: is {GuestFile.Describe(status.Type)}, which is no part of a journal");
            }

            if (!isFile)
            {
                using var below = Libc.Openat(directory, names.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow)
                    ?? throw OperationFailedException.FromLast(there.ToString());
                Check(below, there, nested: false);
            }
        }
    }

    // A name of 32 digits, and perhaps that of a namespace after a dot.
    private static bool IsMachine(string name) => name.Split('.')[0].Replace("-", "", StringComparison.Ordinal) is { Length: MachineIdLength } id && id.All(char.IsAsciiHexDigit);
}
