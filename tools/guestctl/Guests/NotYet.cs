namespace GuestCtl.Cli.Guests;

/// <summary>
/// Stands in for functions that the library does not have yet. Methods of the handle itself win over these, so that this file
/// is without effect, and is to be deleted, as soon as the families archives and inspection are there.
/// </summary>
internal static class NotYet
{
    public static Task<string[]> InspectOsAsync(this GuestFs guest, CancellationToken cancellation) => No<string[]>(guest, "inspect_os");

    public static Task<IReadOnlyDictionary<string, string>> InspectGetMountpointsAsync(this GuestFs guest, string root, CancellationToken cancellation)
        => No<IReadOnlyDictionary<string, string>>(guest, root);

    public static Task<IReadOnlyDictionary<string, string>> InspectGetDriveMappingsAsync(this GuestFs guest, string root, CancellationToken cancellation)
        => No<IReadOnlyDictionary<string, string>>(guest, root);

    public static Task<string[]> InspectGetFilesystemsAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string[]>(guest, root);

    public static Task<Application2[]> InspectListApplications2Async(this GuestFs guest, string root, CancellationToken cancellation)
        => No<Application2[]>(guest, root);

    public static Task<string> InspectGetTypeAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetDistroAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetProductNameAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetProductVariantAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<int> InspectGetMajorVersionAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<int>(guest, root);

    public static Task<int> InspectGetMinorVersionAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<int>(guest, root);

    public static Task<string> InspectGetArchAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetHostnameAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetPackageFormatAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetPackageManagementAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetOsinfoAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetBuildIdAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetWindowsSystemrootAsync(this GuestFs guest, string root, CancellationToken cancellation) => No<string>(guest, root);

    public static Task<string> InspectGetWindowsCurrentControlSetAsync(this GuestFs guest, string root, CancellationToken cancellation)
        => No<string>(guest, root);

    public static Task TarOutAsync(this GuestFs guest, string directory, Stream tarFile, bool numericOwner, CancellationToken cancellationToken)
        => No<bool>(guest, directory);

    public static Task TarInAsync(this GuestFs guest, Stream tarFile, string directory, CancellationToken cancellationToken) => No<bool>(guest, directory);

    private static Task<T> No<T>(GuestFs guest, string what)
    {
        ArgumentNullException.ThrowIfNull(guest);
        return Task.FromException<T>(new GuestOperationException("guestctl", $"{what}: this build of the library cannot do that yet; name file systems with -m DEV", 95));
    }
}
