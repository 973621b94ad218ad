using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Tar;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Gives what was unpacked its owner, permissions, time, and what the options ask for. Names are not followed.</summary>
internal static class TarAttributes
{
    private const uint PermissionBits = 0xfff;

    // Each change is a transaction of the file system's journal, so only what differs is changed.
    public static void Apply(TarEntry entry, SafeFileHandle directory, byte[] name, SafeFileHandle? file, TarOptions options)
    {
        if (entry.Uid is < 0 or > uint.MaxValue || entry.Gid is < 0 or > uint.MaxValue)
        {
            throw OperationFailedException.Invalid($"{GuestText.Decode(entry.Name)}: the owner {entry.Uid}:{entry.Gid} is out of range");
        }

        var (at, entryName, flags) = file is null ? (directory, name, Libc.AtSymlinkNoFollow) : (file, [], Libc.AtEmptyPath);
        Check(entry, "status", Libc.Stat(at, entryName, flags, out var status));

        // The owner first: a change of it clears permissions and capabilities. Nothing but a file system without owners forbids it to root.
        var hasOwner = status.Uid == (uint)entry.Uid && status.Gid == (uint)entry.Gid;
        if (!hasOwner)
        {
            Check(entry, "owner", Libc.ChangeOwner(at, entryName, (uint)entry.Uid, (uint)entry.Gid, flags) || SystemErrors.Last == Errno.EPERM);
        }

        if (entry.Kind != TarEntryKind.SymbolicLink && !(hasOwner && (status.Mode & PermissionBits) == entry.Mode))
        {
            Check(entry, "permissions", Libc.ChangeModeOfEntry(directory, name, entry.Mode));
        }

        ApplyExtended(entry, directory, name, options);
        Check(entry, "time", Libc.SetTimes(at, entryName, new(0, Libc.UtimeNow), new(entry.ModificationTime.Seconds, entry.ModificationTime.Nanoseconds), flags));
    }

    private static void ApplyExtended(TarEntry entry, SafeFileHandle directory, byte[] name, TarOptions options)
    {
        if (options.ExtendedAttributes)
        {
            foreach (var (key, value) in entry.Attributes.Where(attribute => !HasOptionOfItsOwn(attribute.Key, options)))
            {
                Set(entry, directory, name, key, value);
            }
        }

        if (options.AccessLists)
        {
            SetAccessList(entry, directory, name, "system.posix_acl_access"u8, entry.AccessList);
            SetAccessList(entry, directory, name, "system.posix_acl_default"u8, entry.DefaultAccessList);
        }

        if (options.SelinuxLabels && entry.SelinuxLabel is { } label)
        {
            // The kernel counts the zero byte at its end.
            Set(entry, directory, name, "security.selinux"u8, label is [.., 0] ? label : [.. label, 0]);
        }
    }

    // Labels and access lists are attributes, too, unless their option takes them from where they are text.
    private static bool HasOptionOfItsOwn(ReadOnlySpan<byte> name, TarOptions options)
        => (options.AccessLists && name.StartsWith("system.posix_acl_"u8)) || (options.SelinuxLabels && name.SequenceEqual("security.selinux"u8));

    private static void SetAccessList(TarEntry entry, SafeFileHandle directory, byte[] name, ReadOnlySpan<byte> attribute, string? text)
    {
        if (!string.IsNullOrEmpty(text) && entry.Kind != TarEntryKind.SymbolicLink)
        {
            Set(entry, directory, name, attribute, AccessList.Encode(text, GuestText.Decode(entry.Name)));
        }
    }

    // A file system that has no such attributes takes the archive without them.
    private static void Set(TarEntry entry, SafeFileHandle directory, byte[] name, ReadOnlySpan<byte> attribute, byte[] value)
        => Check(entry, $"attribute {GuestText.Decode(attribute)}", Libc.SetAttribute(directory, name, attribute, value) || SystemErrors.Last == Errno.EOPNOTSUPP);

    private static void Check(TarEntry entry, string what, bool succeeded)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromErrno($"{GuestText.Decode(entry.Name)}: cannot set its {what}", SystemErrors.Last);
        }
    }
}
