namespace GuestCtl.Native.Serving;

/// <summary>Finds the appliance's daemon, which is delivered with the library.</summary>
internal static class DaemonPlace
{
    // Beside the launcher; or in bin, when the launcher is in lib, or in lib/guestctl.
    private static readonly string[] Places = ["guestctld", "../bin/guestctld", "../../bin/guestctld", "../../../bin/guestctld"];

    /// <summary>The daemon's file; null when it is in none of the places, and the library says where it expects it.</summary>
    public static string? Find()
    {
        var directory = Path.GetDirectoryName(Environment.ProcessPath) ?? "/";
        return Places.Select(place => Path.GetFullPath(Path.Combine(directory, place))).FirstOrDefault(File.Exists);
    }
}
