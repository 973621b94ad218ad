using System.Runtime.InteropServices;
using GuestCtl.Protocol.Text;

namespace GuestCtl.LocalMounts;

/// <summary>Paths of the host without links.</summary>
internal static partial class RealPath
{
    /// <summary>The path without links; of one that does not exist, the absolute path.</summary>
    public static unsafe string Of(string path)
    {
        byte* resolved;
        fixed (byte* text = (byte[])[.. GuestText.Encode(path), 0])
        {
            resolved = Resolve(text, null);
        }

        if (resolved is null)
        {
            return Path.GetFullPath(path);
        }

        try
        {
            return GuestText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(resolved));
        }
        finally
        {
            NativeMemory.Free(resolved);
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath")]
    private static unsafe partial byte* Resolve(byte* path, byte* buffer);
}
