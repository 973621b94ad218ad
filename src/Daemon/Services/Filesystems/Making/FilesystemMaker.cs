using System.Numerics;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems.Making;

/// <summary>Makes one type of file system.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Fixed">Arguments that it always gets: to ask nothing and to overwrite what is there.</param>
internal sealed partial record FilesystemMaker(string Tool, params string[] Fixed)
{
    // Bytes; longer than any label is for tools that check it themselves.
    private const int AnyLength = int.MaxValue;

    /// <summary>How the tool is told a label; null when the type has none.</summary>
    private Func<string, string[]>? Label { get; init; }

    /// <summary>How many bytes a label can have, where the tool would cut it.</summary>
    private int MaxLabel { get; init; } = AnyLength;

    /// <summary>How the tool is told the size of a block on a device; null when the type has only one.</summary>
    private Func<int, BlockDevice, string[]>? Blocksize { get; init; }

    private bool HasFeatures { get; init; }

    private bool HasInodeSize { get; init; }

    /// <summary>The arguments for a request.</summary>
    /// <exception cref="OperationFailedException">EINVAL: the type has no such argument, or it cannot have that value.</exception>
    public IEnumerable<string> Arguments(string type, MkfsRequest request, BlockDevice device)
    {
        var arguments = new List<string>(Fixed);
        if (request.HasBlocksize)
        {
            var say = Blocksize ?? throw Unknown("size of blocks", type, type == "btrfs" ? "call mkfs_btrfs, which can set it" : null);
            arguments.AddRange(say(CheckBlocksize(request.Blocksize), device));
        }

        if (request.HasFeatures)
        {
            var features = ToolArgument.Text(request.Features, "features");
            arguments.AddRange(HasFeatures ? ["-O", features] : throw Unknown("features", type));
        }

        if (request.HasInode)
        {
            arguments.AddRange(!HasInodeSize ? throw Unknown("size of inodes", type)
                : request.Inode > 0 ? ["-I", $"{request.Inode}"]
                : throw OperationFailedException.Invalid($"an inode cannot have {request.Inode} bytes: the size must be larger than 0"));
        }

        if (request.HasSectorsize)
        {
            throw Unknown("size of sectors", type, "only ufs has it, which this appliance cannot make");
        }

        if (request.HasLabel)
        {
            var say = Label ?? throw Unknown("label", type);
            arguments.AddRange(say(ToolArgument.Label(request.Label, type, MaxLabel)));
        }

        return arguments;
    }

    private static int CheckBlocksize(int bytes)
        => bytes > 0 && BitOperations.IsPow2(bytes)
            ? bytes
            : throw OperationFailedException.Invalid($"a block cannot have {bytes} bytes: the size must be larger than 0 and a power of 2");

    private static OperationFailedException Unknown(string what, string type, string? hint = null)
        => OperationFailedException.Invalid($"the {what} cannot be set for a file system of type {type}{(hint is null ? "" : ": " + hint)}");

    // FAT counts the sectors in a cluster.
    private static string[] SectorsPerCluster(int bytes, BlockDevice device)
    {
        using var file = device.Open(OpenFlags.ReadOnly);
        return !Libc.GetSectorSize(file, out var sector) ? throw OperationFailedException.FromLast(device.Path)
            : bytes >= sector ? ["-s", $"{bytes / sector}"]
            : throw OperationFailedException.Invalid($"a cluster cannot have {bytes} bytes: {device.Path} has sectors of {sector} bytes");
    }
}
