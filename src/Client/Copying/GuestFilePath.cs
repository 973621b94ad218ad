namespace GuestCtl.Copying;

/// <summary>Paths for transfers. There a name that begins with /dev/ means a disk of the appliance, which a path in the guest never does.</summary>
internal static class GuestFilePath
{
    /// <summary>The same path, in a form that can only mean a file in the guest.</summary>
    public static string Of(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) ? "/." + path : path;
}
