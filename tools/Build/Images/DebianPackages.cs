namespace GuestCtl.Build.Images;

/// <summary>Installs a Debian 12 from its packages into a tar archive, as root or as anyone.</summary>
internal static class DebianPackages
{
    private const string Suite = "bookworm";

    // A small but whole system: boots under an init, has users, a shell login and programs with set-uid bits.
    private const string Packages = "systemd-sysv,openssh-client,ca-certificates,tzdata,ifupdown,iproute2,cron,less,nano";

    /// <summary>Where Debian is fetched from; <c>GUESTCTL_DEBIAN_MIRROR</c> names a nearer one.</summary>
    private static string Mirror => Environment.GetEnvironmentVariable("GUESTCTL_DEBIAN_MIRROR") is { Length: > 0 } mirror
        ? mirror
        : "http://deb.debian.org/debian";

    public static async Task InstallAsync(string archive, CancellationToken cancellation)
    {
        var unfinished = $"{archive}.{Environment.ProcessId}.tar";
        await Tool.RunAsync(
            "mmdebstrap",
            [
                // mmdebstrap itself picks the way: as root, with user namespaces, or with fakechroot.
                "--mode=auto", "--variant=minbase", $"--include={Packages}",
                "--aptopt=Acquire::Languages \"none\"", "--aptopt=Acquire::Retries \"3\"",
                "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-include=/usr/share/doc/*/copyright",
                "--customize-hook=chroot \"$1\" useradd --create-home --shell /bin/bash demo",
                Suite, unfinished, $"deb {Mirror} {Suite} main",
            ],
            cancellation,
            options => options.Directory = Path.GetDirectoryName(archive));
        File.Move(unfinished, archive, overwrite: true);
    }
}
