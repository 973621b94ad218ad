using CliWrap;
using GuestCtl.Daemon.Tools;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inspection.Binaries;

/// <summary>Finds the architecture of a binary, a compressed one, or an initrd.</summary>
internal static class FileArchitecture
{
    // How much of an initrd is unpacked in search of a binary. They are 100 MiB or less; a few files in, there is one.
    private const long MaxUnpacked = 512L << 20;

    /// <summary>The architecture of an open regular file; null when it cannot be told.</summary>
    public static async Task<string?> OfAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(new SafeFileHandle(file.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 64 * 1024);
        var start = 0L;
        var head = ReadHead(stream, start);
        if (CpioArchive.IsArchive(head))
        {
            stream.Position = 0;
            var (found, rest) = await Task.Run(() => CpioArchive.FindArchitecture(stream, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (found is not null || rest.Length == 0)
            {
                return found;
            }

            start = stream.Position - rest.Length;
            head = ReadHead(stream, start);
        }

        return BinaryHeader.Architecture(head)
            ?? (Compression.ToolFor(head) is { } tool ? await UnpackAsync(tool.Tool, tool.Arguments, stream, start, cancellationToken).ConfigureAwait(false) : null);
    }

    /// <summary>The architecture of an uncompressed binary; null when it cannot be told.</summary>
    public static string? OfBinary(GuestReader guest, string path)
        => guest.ReadBytes(path, BinaryHeader.Length) is { } head ? BinaryHeader.Architecture(head) : null;

    private static byte[] ReadHead(FileStream stream, long start)
    {
        var head = new byte[BinaryHeader.Length];
        stream.Position = start;
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    // The tool is stopped as soon as the answer is there: most of an initrd comes after its first binary.
    private static async Task<string?> UnpackAsync(string tool, string[] arguments, FileStream stream, long start, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string? found = null;
        var sink = PipeTarget.Create((unpacked, token) => Task.Run(
            () =>
            {
                found = Search(new LimitedStream(unpacked, MaxUnpacked), token);
                enough.Cancel();
            },
            CancellationToken.None));
        stream.Position = start;
        try
        {
            await Tool.PipeAsync(tool, arguments, PipeSource.FromStream(stream), sink, enough.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        return found;
    }

    private static string? Search(Stream unpacked, CancellationToken cancellationToken)
    {
        var head = new byte[BinaryHeader.Length];
        head = head[..unpacked.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return CpioArchive.IsArchive(head)
            ? CpioArchive.FindArchitecture(new PrefixedStream(head, unpacked), cancellationToken).Architecture
            : BinaryHeader.Architecture(head);
    }
}
