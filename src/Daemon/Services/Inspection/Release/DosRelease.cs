namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>MS-DOS and FreeDOS, by the files that they start from.</summary>
internal static class DosRelease
{
    private const string Shell = "/COMMAND.COM";

    /// <summary>The system; null when there is none.</summary>
    public static SystemFacts? Read(GuestReader guest) => guest switch
    {
        _ when !Has(guest, Shell) => null,
        _ when Has(guest, "/KERNEL.SYS") => Of("freedos", "FreeDOS"),
        _ when Has(guest, "/IO.SYS") && Has(guest, "/MSDOS.SYS") => Of("msdos", "MS-DOS"),
        _ => null,
    };

    // Nothing on the disk tells the version in a way that can be relied on.
    private static SystemFacts Of(string distro, string product) => new("dos", distro, ReleaseVersion.Unknown) { Product = product, Architecture = "i386" };

    private static bool Has(GuestReader guest, string name) => guest.FindIgnoringCase(name) is not null;
}
