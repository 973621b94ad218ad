using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Tar;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Writes the content of a member to its file, holes as holes.</summary>
internal static class TarContent
{
    public static async ValueTask WriteAsync(SafeFileHandle file, TarEntry entry, TarReader reader, CancellationToken cancellationToken)
    {
        if (entry.Map is null)
        {
            while (await reader.ReadContentAsync(cancellationToken) is { IsEmpty: false } part)
            {
                Check(entry, Libc.WriteAll(file, part.Span));
            }

            return;
        }

        var ranges = entry.Map.GetEnumerator();
        var (offset, left) = (0L, 0L);
        while (await reader.ReadContentAsync(cancellationToken) is { IsEmpty: false } part)
        {
            while (!part.IsEmpty)
            {
                while (left == 0 && ranges.MoveNext())
                {
                    (offset, left) = ranges.Current;
                }

                var count = (int)Math.Min(left, part.Length);
                Check(entry, Libc.WriteAt(file, part.Span[..count], offset));
                (offset, left, part) = (offset + count, left - count, part[count..]);
            }
        }

        Check(entry, Libc.Truncate(file, entry.Size));
    }

    private static void Check(TarEntry entry, bool succeeded)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast(GuestText.Decode(entry.Name));
        }
    }
}
