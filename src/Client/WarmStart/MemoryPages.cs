using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.WarmStart;

/// <summary>Copies a guest's memory from one sparse file to another, without the pages that hold nothing, and signs the others.</summary>
internal static class MemoryPages
{
    private const int PageBytes = 4096;
    private const int BlockBytes = 1 << 20;

    /// <summary>Copies.</summary>
    /// <param name="source">Where the memory is.</param>
    /// <param name="destination">An empty file of the same length.</param>
    /// <param name="length">Bytes of memory.</param>
    /// <param name="nextData">Where the next data of the source begins at or after an offset; <paramref name="length"/> or more if there is none.</param>
    /// <param name="key">What the pages are signed with; for this template alone.</param>
    /// <param name="cancellation">Stops it; the destination is then useless.</param>
    /// <returns>The signature: it depends on the pages' places and content, and not on how the file systems keep holes.</returns>
    public static string Copy(
        SafeFileHandle source, SafeFileHandle destination, long length, Func<SafeFileHandle, long, long> nextData, byte[] key, CancellationToken cancellation)
    {
        using var signature = new PageSignature(key);
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            for (var offset = nextData(source, 0); offset < length; offset = nextData(source, offset))
            {
                cancellation.ThrowIfCancellationRequested();
                offset -= offset % PageBytes;
                var wanted = (int)Math.Min(BlockBytes, length - offset);
                var count = RandomAccess.Read(source, block.AsSpan(0, wanted), offset);
                if (count < wanted)
                    throw new TemplateException($"the memory ends after {offset + count} of {length} bytes");
                CopyPages(block.AsSpan(0, count), offset, destination, signature);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        return signature.Finish();
    }

    private static void CopyPages(ReadOnlySpan<byte> block, long offset, SafeFileHandle destination, PageSignature signature)
    {
        var start = -1;
        for (var at = 0; at <= block.Length; at += PageBytes)
        {
            var holdsData = at < block.Length && block.Slice(at, Math.Min(PageBytes, block.Length - at)).ContainsAnyExcept((byte)0);
            if (holdsData && start < 0)
            {
                start = at;
            }
            else if (!holdsData && start >= 0)
            {
                var run = block[start..Math.Min(at, block.Length)];
                RandomAccess.Write(destination, run, offset + start);
                for (; !run.IsEmpty; run = run[Math.Min(PageBytes, run.Length)..], start += PageBytes)
                {
                    signature.Append(offset + start, run[..Math.Min(PageBytes, run.Length)]);
                }
                start = -1;
            }
        }
    }
}
