namespace GuestCtl.Confining;

/// <summary>What a program must read of the host's files: itself, its libraries, and data that it asks for.</summary>
internal static class ProgramPlaces
{
    private const string LoaderCache = "/etc/ld.so.cache";
    private const string ServersFile = "/etc/resolv.conf";

    // Each package has a directory of its own there, and a program needs dozens of them.
    private static readonly string[] Stores = ["/nix/store", "/gnu/store"];

    private static readonly string[] Devices = ["/dev/kvm", "/dev/urandom", "/dev/null"];

    /// <summary>Lists them, with the links that lead there.</summary>
    /// <param name="program">Absolute path of the program.</param>
    /// <param name="libraries">The files that its loader maps.</param>
    /// <param name="dataDirectories">Directories with its data, such as firmware.</param>
    public static IReadOnlyList<Place> Of(string program, IEnumerable<string> libraries, IEnumerable<string> dataDirectories)
    {
        var places = new PlaceList();
        places.AddFile(program);
        foreach (var library in libraries)
        {
            places.AddDirectory(StoreOf(library) ?? Path.GetDirectoryName(library)!);
            places.AddLinkedDirectory(library);
        }

        foreach (var directory in dataDirectories.Where(Directory.Exists))
        {
            places.AddDirectory(directory);
            foreach (var link in new DirectoryInfo(directory).EnumerateFiles().Where(file => file.LinkTarget is not null))
            {
                places.AddLinkedDirectory(link.FullName);
            }
        }

        if (File.Exists(LoaderCache))
        {
            places.AddFile(LoaderCache);
        }

        return [.. places.All, .. Devices.Where(Path.Exists).Select(Place.Device)];
    }

    /// <summary>What tells the addresses of hosts, which QEMU's own network hands on to the guest.</summary>
    public static IReadOnlyList<Place> OfNames()
    {
        var places = new PlaceList();
        if (File.Exists(ServersFile))
        {
            places.AddFile(ServersFile);
        }

        return [.. places.All];
    }

    private static string? StoreOf(string path) => Stores.FirstOrDefault(store => path.StartsWith(store + "/", StringComparison.Ordinal));
}
