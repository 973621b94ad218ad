namespace GuestCtl.Confining;

/// <summary>The environment of what is started: what it needs, and none of the user's secrets.</summary>
internal static class ProgramEnvironment
{
    // Where a QEMU of the user's own finds its parts.
    private static readonly string[] Kept = ["LD_LIBRARY_PATH", "QEMU_MODULE_DIR"];

    // What a script needs that starts QEMU, and what its network drives need.
    private static readonly string[] KeptForScripts = ["PATH", "HOME", "TMPDIR", "USER", "LOGNAME", "SSH_AUTH_SOCK", "http_proxy", "https_proxy", "no_proxy"];

    /// <summary>Makes one. QEMU's messages are shown, and some recognised: they must not depend on the user's language.</summary>
    /// <param name="isOpen">Whether the program is one that sees the host as the user does.</param>
    public static IReadOnlyList<string> Of(bool isOpen) =>
    [
        "LC_ALL=C",
        .. Kept.Concat(isOpen ? KeptForScripts : []).Select(name => (name, value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.value is not null).Select(variable => $"{variable.name}={variable.value}"),
    ];
}
