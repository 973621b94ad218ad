namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>The host name that a guest's configuration gives it.</summary>
internal static class Hostname
{
    // The longest name that Linux takes is 64 bytes, the longest of the DNS 253.
    private const int MaxLength = 256;

    private static readonly (string Path, string Variable)[] Assignments =
    [
        ("/etc/sysconfig/network", "HOSTNAME"),
        ("/etc/conf.d/hostname", "hostname"),
        ("/etc/rc.conf", "hostname"),
        ("/etc/rc.conf", "HOSTNAME"),
    ];

    /// <summary>The name; null when there is none.</summary>
    public static string? Read(GuestReader guest)
        => Plain(guest, "/etc/HOSTNAME") ?? Plain(guest, "/etc/hostname") ?? Assigned(guest) ?? Plain(guest, "/etc/nodename") ?? Plain(guest, "/etc/myname");

    private static string? Plain(GuestReader guest, string path)
        => guest.ReadLines(path).FirstOrDefault(line => line.Length > 0 && line[0] != '#') is { Length: <= MaxLength } name ? name : null;

    private static string? Assigned(GuestReader guest)
        => (from assignment in Assignments
            let value = Release.OsRelease.Read(guest, assignment.Path)?[assignment.Variable]
            where value is { Length: <= MaxLength }
            select value).FirstOrDefault();
}
