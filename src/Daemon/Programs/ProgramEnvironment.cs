using System.Text;

namespace GuestCtl.Daemon.Programs;

/// <summary>What programs of the guest find in their environment.</summary>
internal static class ProgramEnvironment
{
    /// <summary>Where a program is looked for that is named without a slash.</summary>
    public static readonly IReadOnlyList<string> Path = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>The variables.</summary>
    public static readonly IReadOnlyList<byte[]> Variables =
    [
        .. new[] { $"PATH={string.Join(':', Path)}", "HOME=/root", "LC_ALL=C", "TERM=dumb", "SHELL=/bin/sh" }.Select(Encoding.ASCII.GetBytes),
    ];
}
