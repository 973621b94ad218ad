using Microsoft.Extensions.Logging;

namespace GuestCtl.Appliances;

/// <summary>Where the appliance is kept and what it is built from.</summary>
public sealed class ApplianceOptions
{
    /// <summary>Directory that holds built appliances.</summary>
    /// <value>Default null: <c>$XDG_CACHE_HOME/guestctl/appliance</c>, or <c>~/.cache/guestctl/appliance</c>.</value>
    public string? CacheDirectory { get; set; }

    /// <summary>The daemon that becomes <c>/init</c> of the appliance: a Linux x86-64 program linked with glibc.</summary>
    /// <value>Default null: the file <c>guestctld</c> beside the program.</value>
    public string? DaemonPath { get; set; }

    /// <summary>Debian mirror with the suites <c>trixie</c> and <c>trixie-updates</c>.</summary>
    /// <value>Default <c>http://deb.debian.org/debian</c>. Packages are checked against Debian's signing keys, so plain HTTP is safe.</value>
    public string Mirror { get; set; } = "http://deb.debian.org/debian";

    /// <summary>Debian mirror with the suite <c>trixie-security</c>.</summary>
    /// <value>Default <c>http://deb.debian.org/debian-security</c>.</value>
    public string SecurityMirror { get; set; } = "http://deb.debian.org/debian-security";

    /// <summary>Keep the downloaded packages (<c>apt/</c>) and the unpacked tree (<c>tree/</c>) in the cache directory after a build.</summary>
    /// <value>Default false: about 800 MB are deleted.</value>
    public bool KeepPackages { get; set; }

    /// <summary>Receives one line per step of a build.</summary>
    /// <value>Default null: nothing is logged.</value>
    public ILogger? Logger { get; set; }
}
