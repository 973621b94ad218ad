namespace GuestCtl.Build.Images;

/// <summary>Copies a file into another at an offset, leaving holes where the source has only zeroes.</summary>
internal static class SparseCopy
{
    // Small enough to find most holes of a fresh file system, large enough to read at disk speed.
    private const int BlockSize = 1 << 16;

    public static async Task IntoAsync(string source, string target, long offset, CancellationToken cancellation)
    {
        await using var from = File.OpenRead(source);
        await using var to = new FileStream(target, FileMode.Open, FileAccess.Write);
        if (offset + from.Length > to.Length)
        {
            throw new BuildException($"{source} ({from.Length} bytes) does not fit into {target} at byte {offset}.");
        }

        var block = new byte[BlockSize];
        for (int count; (count = await from.ReadAtLeastAsync(block, BlockSize, throwOnEndOfStream: false, cancellation)) > 0; offset += count)
        {
            if (block.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                to.Position = offset;
                await to.WriteAsync(block.AsMemory(0, count), cancellation);
            }
        }
    }
}
