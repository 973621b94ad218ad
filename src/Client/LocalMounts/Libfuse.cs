using System.Runtime.InteropServices;
using System.Text;
using GuestCtl.Protocol.Text;

namespace GuestCtl.LocalMounts;

/// <summary>The system's libfuse3: the host's own way of letting a program without privileges present a file system.</summary>
internal static partial class Libfuse
{
    private const string Library = "libfuse3.so.3";
    private const int ContextData = 24;

    // An interface of the library's before 3.12: no clone_fd, at most ten idle threads.
    private static readonly int[] OldLoopConfiguration = [0, 10];

    private static readonly StringBuilder Messages = new();

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "fuse_new")]
    private static unsafe partial nint New(Arguments* arguments, FuseOperations* operations, nuint size, nint data);

    [LibraryImport(Library, EntryPoint = "fuse_mount")]
    private static unsafe partial int Mount(nint fuse, byte* mountPoint);

    [LibraryImport(Library, EntryPoint = "fuse_loop_mt")]
    private static unsafe partial int Loop(nint fuse, void* configuration);

    [LibraryImport(Library, EntryPoint = "fuse_unmount")]
    public static partial void Unmount(nint fuse);

    [LibraryImport(Library, EntryPoint = "fuse_destroy")]
    public static partial void Destroy(nint fuse);

    [LibraryImport(Library, EntryPoint = "fuse_get_context")]
    private static partial nint Context();

    [LibraryImport(Library, EntryPoint = "fuse_invalidate_path")]
    private static unsafe partial int Invalidate(nint fuse, byte* path);

    [LibraryImport(Library, EntryPoint = "fuse_set_log_func")]
    private static unsafe partial void SetLog(delegate* unmanaged<int, byte*, nint, void> log);

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    private static unsafe partial int Format(byte* buffer, nuint size, byte* format, nint arguments);

    /// <summary>What was given to <see cref="Create"/> for the file system that the calling operation is about.</summary>
    public static nint Data => Marshal.ReadIntPtr(Context(), ContextData);

    /// <summary>Makes the kernel forget the attributes and content that it keeps of a file. Only to be called within an operation.</summary>
    public static unsafe void Forget(string path)
    {
        fixed (byte* name = (byte[])[.. GuestText.Encode(path), 0])
        {
            // A name that the kernel does not know is an error, and nothing to do.
            Invalidate(Marshal.ReadIntPtr(Context()), name);
        }
    }

    /// <summary>Mounts a file system.</summary>
    /// <param name="mountPoint">Where.</param>
    /// <param name="options">Options, split by commas.</param>
    /// <param name="operations">What is done for it; read once.</param>
    /// <param name="data">What the operations find in <see cref="Data"/>.</param>
    /// <returns>The file system, for the other functions.</returns>
    /// <exception cref="IOException">With what the library said.</exception>
    public static unsafe nint Create(byte[] mountPoint, byte[] options, FuseOperations operations, nint data)
    {
        lock (Messages)
        {
            Messages.Clear();
        }

        SetLog(&Log);
        fixed (byte* program = "guestctl\0"u8, option = "-o\0"u8, values = (byte[])[.. options, 0], where = (byte[])[.. mountPoint, 0])
        {
            var list = stackalloc byte*[] { program, option, values };
            var arguments = new Arguments { Count = 3, Values = list };
            var fuse = New(&arguments, &operations, (nuint)sizeof(FuseOperations), data);
            if (fuse == 0)
            {
                throw new IOException($"libfuse3 refuses the options: {Said()}");
            }

            if (Mount(fuse, where) == 0)
            {
                return fuse;
            }

            Destroy(fuse);
            throw new IOException($"libfuse3 cannot mount: {Said()}");
        }
    }

    /// <summary>Serves the file system until it is unmounted.</summary>
    /// <returns>0, or an error number.</returns>
    public static unsafe int Serve(nint fuse)
    {
        // Since 3.12 the library makes the configuration, and null is the default one.
        if (NativeLibrary.TryGetExport(NativeLibrary.Load(Library), "fuse_loop_cfg_create", out _))
        {
            return Loop(fuse, null);
        }

        fixed (int* configuration = OldLoopConfiguration)
        {
            return Loop(fuse, configuration);
        }
    }

    [UnmanagedCallersOnly]
    private static unsafe void Log(int level, byte* format, nint arguments)
    {
        var text = stackalloc byte[512];
        var length = Math.Clamp(Format(text, 512, format, arguments), 0, 511);
        lock (Messages)
        {
            Messages.Append(Encoding.UTF8.GetString(text, length));
        }
    }

    private static string Said()
    {
        lock (Messages)
        {
            return Messages.Length > 0 ? Messages.ToString().Trim().ReplaceLineEndings("; ") : "see the messages of fusermount3";
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Arguments
    {
        public int Count;
        public byte** Values;
        public int Allocated;
    }
}
