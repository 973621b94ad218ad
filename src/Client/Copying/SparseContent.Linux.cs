using GuestCtl.Protocol.Tar;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>Writes a member's content to its file. Blocks of zeros become holes, so that a huge empty file takes no space.</summary>
internal static class SparseContent
{
    // The block of most file systems; smaller holes do not save space.
    private const int Block = 4096;

    /// <summary>Writes all of it.</summary>
    /// <exception cref="HostCallException">This machine refuses.</exception>
    /// <exception cref="InvalidDataException">The archive ends within the content.</exception>
    public static async Task WriteAsync(SafeFileHandle file, TarEntry entry, TarReader reader, CancellationToken cancellationToken)
    {
        // Without a map the content is one range.
        var (range, offset, left) = (0, 0L, entry.Map is null ? long.MaxValue : 0);
        while (await reader.ReadContentAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            while (!part.IsEmpty)
            {
                while (left == 0)
                {
                    (offset, left) = entry.Map![range++];
                }

                var count = (int)Math.Min(left, part.Length);
                WriteData(file, part.Span[..count], offset);
                (offset, left, part) = (offset + count, left - count, part[count..]);
            }
        }

        if (HostCalls.SetLength(file, entry.Size) != 0)
        {
            throw HostCallException.Last();
        }
    }

    /// <summary>Writes what is not zero, in pieces as large as possible.</summary>
    private static void WriteData(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        var start = 0;
        for (var at = 0; at < content.Length;)
        {
            var length = (int)Math.Min(Block - ((offset + at) % Block), content.Length - at);
            if (!content.Slice(at, length).ContainsAnyExcept((byte)0))
            {
                WriteAll(file, content[start..at], offset + start);
                start = at + length;
            }

            at += length;
        }

        WriteAll(file, content[start..], offset + start);
    }

    private static unsafe void WriteAll(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        while (!content.IsEmpty)
        {
            nint written;
            fixed (byte* bytes = content)
            {
                written = HostCalls.Write(file, bytes, (nuint)content.Length, offset);
            }

            if (written < 0 && HostCalls.LastError != Errno.EINTR)
            {
                throw HostCallException.Last();
            }

            var count = (int)Math.Max(0, written);
            content = content[count..];
            offset += count;
        }
    }
}
