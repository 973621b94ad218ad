using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Archives.Initrd;

/// <summary>An initial RAM disk in the guest: cpio archives, of which the last one may be compressed.</summary>
internal sealed class InitrdFile(GuestRoot root, GuestPath path)
{
    private static readonly (byte[] Magic, Compression Compression)[] Compressions =
    [
        ([0x1f, 0x8b], new("gzip", [], ["-dc"])),
        ([0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], new("xz", [], ["-dc"])),
        ([0x5d, 0, 0], new("xz", [], ["-dc", "--format=lzma"])),
        ([(byte)'B', (byte)'Z', (byte)'h'], new("bzip2", [], ["-dc"])),
        ([0x89, (byte)'L', (byte)'Z', (byte)'O'], new("lzop", [], ["-dc"])),
        ([0x28, 0xb5, 0x2f, 0xfd], new("zstd", [], ["-qdc"])),
        ([0x02, 0x21, 0x4c, 0x18], new("lz4", [], ["-dc"])),
        ([0x04, 0x22, 0x4d, 0x18], new("lz4", [], ["-dc"])),
    ];

    /// <summary>Visits all files in it.</summary>
    /// <param name="visit">Gets the header; returns what is to be done with the content, or null. An exception ends the visit.</param>
    /// <param name="cancellationToken">Ends the visit.</param>
    /// <exception cref="OperationFailedException">It is damaged, or something else.</exception>
    public async Task VisitAsync(Func<CpioEntry, Action<ReadOnlyMemory<byte>>?> visit, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(root.OpenContent(path, OpenFlags.ReadOnly), FileAccess.Read, bufferSize: 64 * 1024);
        if (file.Length == 0)
        {
            throw OperationFailedException.Invalid($"{path}: this is no initrd: it is empty");
        }

        var rest = await VisitArchivesAsync(file, visit, cancellationToken);
        if (rest.Length == 0)
        {
            return;
        }

        var compression = Array.Find(Compressions, candidate => rest.AsSpan().StartsWith(candidate.Magic)).Compression
            ?? throw OperationFailedException.Invalid($"{path}: this is no initrd: neither a cpio archive nor a compressed one");
        if (!Tool.Exists(compression.Tool))
        {
            throw new OperationFailedException($"{path}: {compression.Tool}, which it needs, is not in this appliance", Errno.EOPNOTSUPP);
        }

        file.Seek(-rest.Length, SeekOrigin.Current);
        await Decompressed.RunAsync(
            compression,
            file,
            async content =>
            {
                if ((await VisitArchivesAsync(content, visit, cancellationToken)).Length > 0)
                {
                    throw OperationFailedException.Invalid($"{path}: what is compressed in it is no cpio archive");
                }
            },
            cancellationToken);
    }

    private async Task<byte[]> VisitArchivesAsync(Stream stream, Func<CpioEntry, Action<ReadOnlyMemory<byte>>?> visit, CancellationToken cancellationToken)
    {
        var reader = new CpioReader(stream, path.ToString());
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            if (!entry.IsTrailer)
            {
                await reader.ReadContentAsync(entry, visit(entry), cancellationToken);
            }
        }

        return reader.Rest;
    }
}
