namespace GuestCtl.Cli.Guests;

/// <summary>
/// Stands in for functions that the library does not have yet. Methods of the handle itself win over these, so that each is
/// without effect, and is to be deleted, as soon as its family is complete.
/// </summary>
internal static class NotYet
{
    private const int NotSupported = 95;

    public static Task<string> InspectGetWindowsSystemrootAsync(this GuestFs guest, string root, CancellationToken cancellation)
        => No<string>(guest, "inspect_get_windows_systemroot", root);

    public static Task<string> InspectGetWindowsCurrentControlSetAsync(this GuestFs guest, string root, CancellationToken cancellation)
        => No<string>(guest, "inspect_get_windows_current_control_set", root);

    public static Task TarOutAsync(this GuestFs guest, string directory, Stream tarFile, bool numericOwner, CancellationToken cancellationToken)
        => No<bool>(guest, "tar_out", directory);

    public static Task TarInAsync(this GuestFs guest, Stream tarFile, string directory, CancellationToken cancellationToken)
        => No<bool>(guest, "tar_in", directory);

    private static Task<T> No<T>(GuestFs guest, string function, string what)
    {
        ArgumentNullException.ThrowIfNull(guest);
        return Task.FromException<T>(new GuestOperationException(function, $"{what}: this version of GuestCtl cannot do that yet", NotSupported));
    }
}
