using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Reports;
using GuestCtl.Daemon.Tools;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Writes zeros to all free space of a file system, through files that go away with it.</summary>
/// <param name="directory">A directory on the file system.</param>
/// <param name="name">Its name, for messages.</param>
internal sealed class SpaceFiller(SafeFileHandle directory, string name) : IDisposable
{
    private const int BlockSize = 256 * 1024;
    private const uint PrivateMode = 0x180; // 0600

    private readonly List<byte[]> _files = [];
    private readonly ExtReserve _reserve = new(directory);

    /// <summary>Fills the file system.</summary>
    /// <exception cref="OperationFailedException">It cannot be written to.</exception>
    public void Run(ServerCallContext context)
    {
        if (!Libc.StatFileSystem(directory, out var status))
        {
            throw OperationFailedException.FromLast(name);
        }

        var reports = new PositionReports(context, (long)(status.FreeBlocks * status.FragmentSize));
        for (long done = 0; ;)
        {
            var before = done;
            var error = FillOneFile(context, reports, ref done);
            if (error == Errno.ENOSPC)
            {
                // A long file may need more than the last blocks to become longer, while a new one can still have them.
                if (done == before)
                {
                    return;
                }

                continue;
            }

            // FAT has files of 4 GiB at most.
            if (error != Errno.EFBIG)
            {
                throw OperationFailedException.FromErrno($"{name}: writing zeros to its free space", error);
            }
        }
    }

    public void Dispose()
    {
        _reserve.Dispose();

        // The blocks that say where these files are have overwritten something, too, but only in the journal so far.
        Libc.EmptyJournal(directory);
        foreach (var file in _files)
        {
            Libc.Unlink(directory, file);
        }

        // Only now is the space free again.
        Libc.Flush(directory);
    }

    // The errno that ended it.
    private int FillOneFile(ServerCallContext context, PositionReports reports, ref long done)
    {
        using var file = Create();
        if (file is null)
        {
            return SystemErrors.Last;
        }

        // First by large blocks, then by small ones to the last.
        var zeros = new byte[BlockSize];
        for (var length = BlockSize; ;)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var count = Libc.WriteSome(file, zeros.AsSpan(0, length));
            if (count > 0)
            {
                done += count;
                reports.At(done);
                continue;
            }

            var error = SystemErrors.Last;
            if (error == Errno.ENOSPC && length > 512)
            {
                length /= 2;
                continue;
            }

            // What the kernel has taken must reach the drive before it is deleted, or it is never written.
            return Libc.Flush(file) || error != Errno.ENOSPC || SystemErrors.Last == Errno.ENOSPC ? error : SystemErrors.Last;
        }
    }

    private SafeFileHandle? Create()
    {
        for (var i = 0; i < 100; i++)
        {
            var fileName = System.Text.Encoding.ASCII.GetBytes(PrivateName.Next(".guestctl-zero") + Guid.NewGuid().ToString("N"));
            var file = Libc.Openat(directory, fileName, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, PrivateMode);
            if (file is not null)
            {
                _files.Add(fileName);
                return file;
            }

            if (SystemErrors.Last != Errno.EEXIST)
            {
                return null;
            }
        }

        return null;
    }
}
