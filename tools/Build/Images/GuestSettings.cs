namespace GuestCtl.Build.Images;

/// <summary>The files that make one installed Debian differ from another.</summary>
internal static class GuestSettings
{
    /// <summary>What an administrator would have written, by guest path.</summary>
    public static IReadOnlyDictionary<string, string> Of(string hostname, IEnumerable<Filesystem> filesystems) => new Dictionary<string, string>
    {
        ["/etc/hostname"] = hostname + "\n",
        ["/etc/hosts"] = $"127.0.0.1 localhost\n127.0.1.1 {hostname}\n",
        ["/etc/fstab"] = Fstab.Of(filesystems),
        // mmdebstrap leaves the building host's own here. This address is reserved for documentation.
        ["/etc/resolv.conf"] = "nameserver 192.0.2.53\n",
    };
}
