namespace GuestCtl.Confining;

/// <summary>Which boot of this host it is.</summary>
internal static class HostBoot
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    /// <summary>The same until the host starts again. Where the system has none, the start of the boot in whole minutes is near enough for a cache.</summary>
    public static string Id => System.IO.File.Exists(File)
        ? System.IO.File.ReadAllText(File).Trim()
        : (Environment.TickCount64 / 60_000 - DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60).ToString("D", null);
}
