using System.Runtime.InteropServices;

namespace GuestCtl.Native.Serving;

/// <summary>Where the launcher enters the managed part. Nothing else of it is called from C.</summary>
internal static class EntryPoint
{
    /// <summary>Serves one handle until it is closed, or nobody has it any more.</summary>
    /// <param name="socket">The way to the face.</param>
    /// <returns>An exit code.</returns>
    [UnmanagedCallersOnly(EntryPoint = "guestctl_handle_main")]
    public static int Serve(int socket)
    {
        try
        {
            new ServedHandle(new FaceSocket(socket)).Run();
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"guestctl-handle: {e}");
            return 1;
        }
    }
}
