using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.SharedMemory;

/// <summary>
/// A file without a name that is memory of a guest. QEMU opens it through this process. Once it is sealed the kernel lets nobody write to
/// it, cut it or grow it, whatever rights they have: each machine that maps it keeps its changes to itself.
/// </summary>
internal sealed partial class SealedMemory : IDisposable
{
    private const uint CloseOnExec = 1;
    private const uint AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int NoFurtherSeals = 1;
    private const int NoShrinking = 2;
    private const int NoGrowing = 4;
    private const int NoWriting = 8;
    private const int SeekData = 3;
    private const int NoDataAfter = 6; // ENXIO

    private readonly SafeFileHandle _file;

    private SealedMemory(SafeFileHandle file, long length) => (_file, Length) = (file, length);

    /// <summary>Whether this system has them.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>The file, for this process's own reads and writes.</summary>
    public SafeFileHandle File => _file;

    /// <summary>A path under which other processes of this user can open it while it exists.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_file.DangerousGetHandle()}");

    /// <summary>Makes one that is all zeros and takes no space yet.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <param name="length">Length in bytes.</param>
    /// <param name="name">What it is called in <c>/proc</c>, for people.</param>
    public static SealedMemory Create(long length, string name = "guestctl-memory")
    {
        var file = MemfdCreate(name, CloseOnExec | AllowSealing);
        if (file.IsInvalid)
            throw Failed("making a memory file");
        RandomAccess.SetLength(file, length);
        return new SealedMemory(file, length);
    }

    /// <summary>Makes one with the content of a file, sealed.</summary>
    /// <exception cref="IOException">The file cannot be read, or the system refuses.</exception>
    public static SealedMemory CopyOf(SafeFileHandle source)
    {
        var length = RandomAccess.GetLength(source);
        var memory = Create(length, "guestctl-copy");
        try
        {
            var buffer = new byte[1 << 20];
            for (long at = 0; at < length;)
            {
                var count = RandomAccess.Read(source, buffer, at);
                if (count == 0)
                {
                    throw new IOException("the file got shorter while it was read");
                }

                RandomAccess.Write(memory.File, buffer.AsSpan(0, count), at);
                at += count;
            }

            memory.Seal();
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Makes it what it is for good.</summary>
    /// <exception cref="IOException">Somebody has it mapped for writing.</exception>
    public void Seal()
    {
        if (Fcntl(_file, AddSeals, NoFurtherSeals | NoShrinking | NoGrowing | NoWriting) != 0)
            throw Failed("sealing the memory file");
    }

    /// <summary>Fixes its length for good: nobody who maps it can be hurt by another who cuts it.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public void FixLength()
    {
        if (Fcntl(_file, AddSeals, NoFurtherSeals | NoShrinking | NoGrowing) != 0)
            throw Failed("fixing the length of the memory file");
    }

    /// <summary>Where the next data begins at or after an offset; <see cref="long.MaxValue"/> if there is none.</summary>
    public static long NextData(SafeFileHandle file, long offset)
    {
        var found = Lseek(file, offset, SeekData);
        if (found >= 0)
            return found;
        return Marshal.GetLastPInvokeError() == NoDataAfter ? long.MaxValue : throw Failed("looking for data in the memory file");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static IOException Failed(string what) => new($"{what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle MemfdCreate(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeFileHandle file, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Lseek(SafeFileHandle file, long offset, int whence);
}
