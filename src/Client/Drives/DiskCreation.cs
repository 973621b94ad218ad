using System.Globalization;
using System.Numerics;
using GuestCtl.Drives.Formats;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Qemu.Arguments;

namespace GuestCtl.Drives;

/// <summary>Makes disk images on the host, for <c>disk_create</c>.</summary>
internal static class DiskCreation
{
    private const int MinCluster = 512;
    private const int MaxCluster = 2 << 20;

    /// <summary>Makes an image. An existing file is overwritten.</summary>
    /// <param name="filename">Where.</param>
    /// <param name="format"><c>raw</c> or <c>qcow2</c>.</param>
    /// <param name="size">In bytes; -1 takes that of the backing file.</param>
    /// <param name="options">The rest.</param>
    /// <param name="cancellation">Stops a long preallocation; what was made so far stays.</param>
    /// <exception cref="DriveException">Something asked for is not possible.</exception>
    public static Task CreateAsync(
        string filename, string format, long size, DiskCreateOptions options, CancellationToken cancellation = default)
    {
        if (filename.Length == 0)
            throw new DriveException("The file name of the new disk is empty.", reason: Reasons.HostFileNotFound(filename));
        if (options.Backingfile is null ? size <= 0 : size != -1)
            throw new DriveException($"The size of a new disk is in bytes and more than 0, and -1 for one with a backing file and only for that, not {size}.",
                reason: size <= 0 ? Reasons.ArgumentInvalid("size", size.ToString(CultureInfo.InvariantCulture)) : Reasons.SizeOfBackingFile);
        switch (format)
        {
            case "raw":
                CreateRaw(Path.GetFullPath(filename), size, options);
                return Task.CompletedTask;
            case "qcow2":
                return CreateQcow2Async(Path.GetFullPath(filename), size, options, cancellation);
            default:
                throw new DriveException($"A disk of the format '{format}' cannot be made: it is 'raw' or 'qcow2'.", reason: Reasons.ArgumentInvalid("format", format));
        }
    }

    private static void CreateRaw(string path, long size, DiskCreateOptions options)
    {
        if (options is not { Backingfile: null, Backingformat: null, Compat: null, Clustersize: null })
            throw new DriveException("A raw disk has no backing file, compatibility level or clusters. Leave these out, or make a qcow2 disk.", reason: Reasons.ArgumentInvalid("compat", options.Compat ?? ""));
        var full = options.Preallocation switch
        {
            null or "off" or "sparse" => false,
            "full" => true,
            var other => throw new DriveException($"The preallocation '{other}' is not possible for a raw disk: it is off, sparse or full.", reason: Reasons.ArgumentInvalid("preallocation", other)),
        };
        if (HostFile.IsBlockDevice(path))
            return;
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = full ? size : 0,
            });
            file.SetLength(size);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new DriveException($"'{path}' cannot be made: {size} bytes are more than a file can have there", Errno.EFBIG, e, Reasons.HostFileTooLarge(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriveException($"'{path}' cannot be made: {e.Message}", ErrnoOf(e), e,
                ErrnoOf(e) == Errno.ENOENT ? Reasons.HostFileNotFound(path) : null);
        }
    }

    private static int ErrnoOf(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => Errno.ENOENT,
        UnauthorizedAccessException => Errno.EACCES,
        _ => Errno.EIO,
    };

    private static async Task CreateQcow2Async(string path, long size, DiskCreateOptions options, CancellationToken cancellation)
    {
        var words = new List<string> { "create", "-q", "-f", "qcow2" };
        // The tool is kept from opening the backing file, whose chain could lead it to any file.
        var below = options.Backingfile is { } backing && ReferencedName.IsLocal(backing)
            ? ReferencedName.Resolve(path, new FileReference("backing file", backing))
            : null;
        if (below is not null)
        {
            (options, size) = Examine(below, options);
            words.Add("-u");
        }

        foreach (var (name, value) in Qcow2Options(options))
            words.AddRange(["-o", name + "=" + OptionText.Escape(value)]);
        // Absolute, so it cannot start like an option; and before any ':' stands a '/', so it cannot be read as a protocol.
        words.AddRange(["--", path]);
        if (size != -1)
            words.Add(size.ToString(CultureInfo.InvariantCulture));
        await ImageTool.CreateAsync($"Making '{path}'", words, cancellation).ConfigureAwait(false);
        if (below is not null)
            CreatedImages.OfThisProcess.Add(HostFile.IdentityOf(path), HostFile.IdentityOf(below));
    }

    // Newer versions of qemu-img want the format, and an image that leaves it open is unsafe for whoever opens it.
    private static (DiskCreateOptions Options, long Size) Examine(string below, DiskCreateOptions options)
    {
        using var file = OpenedFile.Open(below, writable: false, "Backing file");
        var header = options.Backingformat == "raw" ? new ImageHeader("raw") : ImageHeaderReader.Read(file);
        // The guest opens LUKS itself.
        if (header.Format == "luks")
            header = new ImageHeader("raw");
        if (options.Backingformat is { } format && format != header.Format)
            throw new DriveException($"The backing file '{below}' is not a {format} image; it looks like {header.Format}. Correct the backing format, or leave it out.");
        return (options with { Backingformat = header.Format }, ImageInfo.VirtualSize(file, header));
    }

    private static IEnumerable<(string Name, string Value)> Qcow2Options(DiskCreateOptions options)
    {
        if (options.Backingfile is { } backing)
        {
            yield return ("backing_file", backing);
            if (options.Backingformat is { } format)
                yield return ("backing_fmt", format);
        }
        else if (options.Backingformat is not null)
        {
            throw new DriveException("A backing format was given without a backing file.");
        }
        yield return ("preallocation", options.Preallocation switch
        {
            null or "off" or "sparse" => "off",
            "metadata" or "full" => options.Preallocation,
            var other => throw new DriveException($"The preallocation '{other}' is not possible for a qcow2 disk: it is off, sparse, metadata or full.", reason: Reasons.ArgumentInvalid("preallocation", other)),
        });
        if (options.Compat is { } compat)
            yield return compat is "0.10" or "1.1" ? ("compat", compat) : throw new DriveException($"The compatibility level '{compat}' is not known: it is 0.10 or 1.1.", reason: Reasons.ArgumentInvalid("compat", compat));
        if (options.Clustersize is { } cluster)
        {
            yield return cluster is >= MinCluster and <= MaxCluster && BitOperations.IsPow2(cluster)
                ? ("cluster_size", cluster.ToString(CultureInfo.InvariantCulture))
                : throw new DriveException($"The cluster size {cluster} is not possible: it is a power of two from {MinCluster} to {MaxCluster} bytes.", reason: Reasons.ArgumentInvalid("clustersize", cluster.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
