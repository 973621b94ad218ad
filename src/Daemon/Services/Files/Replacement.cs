using System.Security.Cryptography;
using System.Text;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files;

/// <summary>Makes a name, in the place of a file that has it if that is wanted.</summary>
internal static class Replacement
{
    /// <summary>Makes the name in a directory. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public delegate bool Maker(SafeFileHandle directory, ReadOnlySpan<byte> name);

    /// <summary>Makes the name of the entry.</summary>
    /// <param name="entry">The name.</param>
    /// <param name="replace">Whether what is not a directory may be replaced.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="what">What is made, for messages.</param>
    /// <exception cref="OperationFailedException">It cannot be made, or the name exists and stays.</exception>
    public static void Make(Entry entry, bool replace, Maker make, string what)
    {
        entry.CheckFileName();
        if (make(entry.Directory, entry.Name))
        {
            return;
        }

        var error = SystemErrors.Last;
        if (!replace || error != Errno.EEXIST)
        {
            throw OperationFailedException.FromErrno(error == Errno.EEXIST ? entry.Path.ToString() : what, error);
        }

        if (Libc.Stat(entry.Directory, entry.Name, Libc.AtSymlinkNoFollow, out var status) && status.Type == FileType.Directory)
        {
            throw OperationFailedException.FromErrno(entry.Path.ToString(), Errno.EEXIST);
        }

        // Made aside and renamed, so that the old one stays if this fails, and is not lost when the new one is a link to it.
        var aside = Encoding.ASCII.GetBytes($".guestctl-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        entry.Check(make(entry.Directory, aside));
        var renamed = Libc.Rename(entry.Directory, aside, entry.Directory, entry.Name);
        error = SystemErrors.Last;

        // Renaming one link of a file to another leaves both.
        Libc.Unlink(entry.Directory, aside);
        if (!renamed)
        {
            throw OperationFailedException.FromErrno(entry.Path.ToString(), error);
        }
    }
}
