namespace GuestCtl.Confining;

/// <summary>What a program must read of the host's files: itself, its libraries, and data that it asks for.</summary>
internal static class ProgramPlaces
{
    private const string LoaderCache = "/etc/ld.so.cache";

    // Each package has a directory of its own there, and a program needs dozens of them.
    private static readonly string[] Stores = ["/nix/store", "/gnu/store"];

    private static readonly string[] NamesFiles =
        ["/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols"];

    // Debian's and SUSE's, Red Hat's, Arch's. Private keys are beside them, not in them.
    private static readonly string[] CertificateDirectories =
    [
        "/etc/ssl/certs", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates", "/var/lib/ca-certificates",
        "/etc/pki/tls/certs", "/etc/pki/ca-trust/extracted", "/etc/ca-certificates/extracted",
    ];

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

    /// <summary>What the libraries of the network read: the names of hosts, and the certificates that everybody trusts.</summary>
    public static IReadOnlyList<Place> OfNetwork()
    {
        var places = new PlaceList();
        foreach (var file in NamesFiles.Where(File.Exists))
        {
            places.AddFile(file);
        }

        foreach (var directory in CertificateDirectories.Where(Directory.Exists))
        {
            places.AddDirectory(directory);
        }

        return [.. places.All];
    }

    private static string? StoreOf(string path) => Stores.FirstOrDefault(store => path.StartsWith(store + "/", StringComparison.Ordinal));
}
