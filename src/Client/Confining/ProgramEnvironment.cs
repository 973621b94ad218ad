namespace GuestCtl.Confining;

/// <summary>The environment of what is started: what it needs, and none of the user's secrets.</summary>
internal static class ProgramEnvironment
{
    // Where a QEMU of the user's own finds its parts.
    private static readonly string[] Kept = ["LD_LIBRARY_PATH", "QEMU_MODULE_DIR"];

    // What a script needs that starts QEMU, and what drives need that are reached by ssh.
    private static readonly string[] KeptForScripts = ["PATH", "HOME", "TMPDIR", "USER", "LOGNAME", "SSH_AUTH_SOCK"];

    // Which of them curl reads in capitals, too: all but http_proxy, which a web server could be made to set.
    private static readonly string[] KeptForNetwork =
        ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY"];

    /// <summary>Makes one. QEMU's messages are shown, and some recognised: they must not depend on the user's language.</summary>
    /// <param name="isOpen">Whether the program is one that sees the host as the user does.</param>
    /// <param name="reachesServers">Whether it reads disks from servers.</param>
    public static IReadOnlyList<string> Of(bool isOpen, bool reachesServers) =>
    [
        "LC_ALL=C",
        .. Kept.Concat(isOpen ? KeptForScripts : []).Concat(isOpen || reachesServers ? KeptForNetwork : []).Select(name => (name, value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.value is not null).Select(variable => $"{variable.name}={variable.value}"),
    ];
}
