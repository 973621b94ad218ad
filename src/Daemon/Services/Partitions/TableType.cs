using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>A type of partition tables, and what parted can do with it.</summary>
/// <param name="Label">parted's name.</param>
/// <param name="HasRoles">Whether parted wants to be told the kind or the name of a partition before its place. Otherwise it would take that word for a file system.</param>
internal sealed record TableType(string Label, bool HasRoles)
{
    // The names that callers use, parted's own among them.
    private static readonly Dictionary<string, TableType> Known = new()
    {
        ["gpt"] = new("gpt", true),
        ["efi"] = new("gpt", true),
        ["mbr"] = new("msdos", true),
        ["msdos"] = new("msdos", true),
        ["amiga"] = new("amiga", true),
        ["rdb"] = new("amiga", true),
        ["bsd"] = new("bsd", false),
        ["dvh"] = new("dvh", true),
        ["mac"] = new("mac", true),
        ["pc98"] = new("pc98", true),
        ["sun"] = new("sun", false),
    };

    // parted would clear the drive before it finds out that it cannot.
    private static readonly string[] NotMade = ["aix", "dasd"];

    /// <summary>The type that a caller means.</summary>
    /// <exception cref="OperationFailedException">EINVAL: there is none of that name. EOPNOTSUPP: parted cannot make one.</exception>
    public static TableType Parse(string name)
        => Known.TryGetValue(name, out var type) ? type
            : NotMade.Contains(name) ? throw new OperationFailedException($"tables of the type '{name}' cannot be made: parted has no support for that", Errno.EOPNOTSUPP)
            : throw OperationFailedException.Invalid($"'{name}' is not a known type of partition table: most drives have 'gpt' or 'mbr'", Reasons.ArgumentInvalid("parttype", name));

    /// <summary>The type that parted found on a drive.</summary>
    public static TableType OfLabel(string label) => Known.GetValueOrDefault(label) ?? new TableType(label, true);
}
