namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>The packages that RPM has installed, from whichever of its databases the guest has. They are read here and not by the
/// rpm program, which wants to lock and write them.</summary>
internal static class RpmDatabase
{
    // /var/lib/rpm leads to one of the others where these are used, but is missing in some images.
    private static readonly string[] Directories = ["/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm"];

    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
    {
        foreach (var directory in Directories)
        {
            using var sqlite = Open(guest, $"{directory}/rpmdb.sqlite");
            using var log = sqlite is null ? null : Open(guest, $"{directory}/rpmdb.sqlite-wal");
            using var ndb = Open(guest, $"{directory}/Packages.db");
            using var berkeley = Open(guest, $"{directory}/Packages");
            var headers = sqlite is not null ? SqliteDatabase.Headers(sqlite, log)
                : ndb is not null ? NdbDatabase.Headers(ndb)
                : berkeley is not null ? BerkeleyDatabase.Headers(berkeley)
                : null;
            if (headers is null)
            {
                continue;
            }

            foreach (var header in headers)
            {
                if (RpmHeader.Parse(header) is { } package)
                {
                    yield return package;
                }
            }

            yield break;
        }
    }

    private static DatabaseFile? Open(GuestReader guest, string path) => guest.OpenFile(path) is { } file ? new DatabaseFile(file, path) : null;
}
