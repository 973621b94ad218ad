using System.Buffers;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Gives a copy the owner, permissions, extended attributes and times of its original. Names are never followed.</summary>
internal static class Attributes
{
    // The kernel's own bound for a list of names and for a value.
    private const int MaxAttributes = 64 * 1024;

    /// <summary>Copies all of them. Null, or what failed first: the destination's file system may be without them.</summary>
    public static OperationFailedException? Copy(
        SafeFileHandle fromDirectory, ReadOnlySpan<byte> fromName, Libc.Statx status, SafeFileHandle toDirectory, ReadOnlySpan<byte> toName, string name)
    {
        OperationFailedException? failure = null;

        // The owner first: a change of it clears permissions and capabilities.
        if (!Libc.ChangeOwner(toDirectory, toName, status.Uid, status.Gid, Libc.AtSymlinkNoFollow))
        {
            failure ??= OperationFailedException.FromErrno($"{name}: the copy cannot keep the owner {status.Uid}:{status.Gid}", SystemErrors.Last);
        }

        if (status.Type != FileType.SymbolicLink && !Libc.ChangeModeOfEntry(toDirectory, toName, status.Mode & 0xfffu))
        {
            failure ??= OperationFailedException.FromErrno($"{name}: the copy cannot keep its permissions", SystemErrors.Last);
        }

        failure ??= CopyExtended(fromDirectory, fromName, toDirectory, toName, name);
        var access = new Libc.Timespec(status.AccessTime.Seconds, status.AccessTime.Nanoseconds);
        var modification = new Libc.Timespec(status.ModifyTime.Seconds, status.ModifyTime.Nanoseconds);
        if (!Libc.SetTimes(toDirectory, toName, access, modification, Libc.AtSymlinkNoFollow))
        {
            failure ??= OperationFailedException.FromErrno($"{name}: the copy cannot keep its times", SystemErrors.Last);
        }

        return failure;
    }

    private static OperationFailedException? CopyExtended(
        SafeFileHandle fromDirectory, ReadOnlySpan<byte> fromName, SafeFileHandle toDirectory, ReadOnlySpan<byte> toName, string name)
    {
        OperationFailedException? failure = null;
        var buffer = ArrayPool<byte>.Shared.Rent(2 * MaxAttributes);
        try
        {
            var list = buffer.AsSpan(0, MaxAttributes);
            var value = buffer.AsSpan(MaxAttributes, MaxAttributes);
            list = list[..Math.Max(0, Libc.ListAttributes(fromDirectory, fromName, list))];
            while (list.IndexOf((byte)0) is var end and > 0)
            {
                var attribute = list[..end];
                list = list[(end + 1)..];
                var length = Libc.GetAttribute(fromDirectory, fromName, attribute, value);
                if (length >= 0
                    && !Libc.SetAttribute(toDirectory, toName, attribute, value[..length])
                    && SystemErrors.Last != Errno.EOPNOTSUPP)
                {
                    failure ??= OperationFailedException.FromErrno(
                        $"{name}: the copy cannot keep the attribute {Protocol.Text.GuestText.Decode(attribute)}", SystemErrors.Last);
                }
            }

            return failure;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
