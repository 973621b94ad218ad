using GuestCtl.SharedMemory;

namespace GuestCtl.Confining;

/// <summary>The launcher's program. It is part of this library, and runs from a file without a name: so it can be neither missing nor changed.</summary>
internal static class LauncherFile
{
    private const string ResourceName = "guestctl-confine";

    private static readonly Lazy<SealedMemory> Program = new(Load);

    /// <summary>A path under which this process can start it.</summary>
    /// <exception cref="IOException">The system has no such files.</exception>
    public static string Path => Program.Value.Path;

    private static SealedMemory Load()
    {
        using var resource = typeof(LauncherFile).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new IOException("this build of GuestCtl has no launcher: it was not built on Linux");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        var memory = SealedMemory.Create(bytes.Length, ResourceName);
        RandomAccess.Write(memory.File, bytes, 0);
        memory.Seal();
        return memory;
    }
}
