using System.Globalization;
using System.Text.RegularExpressions;

namespace GuestCtl.Daemon.Services.Inspection.Layouts;

/// <summary>
/// Systems that OSTree deploys: Fedora CoreOS, Silverblue, bootable containers. Their root file system has each version of the system in a directory of
/// its own, and the boot loader's entry names the one to start.
/// </summary>
internal static partial class OstreeDeployment
{
    private const string Systems = "/ostree/deploy";
    private const string LoaderEntries = "/boot/loader/entries";
    private const string Origin = ".origin";

    // More names than a real machine has systems and versions of them.
    private const int Most = 100;

    /// <summary>The directory of the version that starts first. Null when there is none.</summary>
    public static string? Find(GuestReader guest)
        => !guest.IsDirectory(Systems) ? null
            : FromLoader(guest) ?? Deployments(guest).OrderByDescending(deployment => deployment.Changed).Select(deployment => deployment.Directory).FirstOrDefault();

    // Entries of OSTree are numbered; the highest one is the first in the menu. /boot may be another file system, which is not there yet.
    private static string? FromLoader(GuestReader guest)
        => guest.List(LoaderEntries).Select(name => (name, number: Entry().Match(name))).Where(entry => entry.number.Success).Take(Most)
            .OrderByDescending(entry => int.Parse(entry.number.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .Select(entry => Option().Match(guest.ReadText($"{LoaderEntries}/{entry.name}") ?? "").Groups[1].Value)
            .FirstOrDefault(directory => IsSystem(guest, directory));

    // Files of a deployment have no times. What tells where it came from is written when it is deployed.
    private static IEnumerable<(string Directory, DateTimeOffset Changed)> Deployments(GuestReader guest)
        => from system in guest.List(Systems).Take(Most)
           from name in guest.List($"{Systems}/{system}/deploy").Take(Most)
           let directory = $"{Systems}/{system}/deploy/{name}"
           where !name.EndsWith(Origin, StringComparison.Ordinal) && IsSystem(guest, directory)
           select (directory, guest.Changed(directory + Origin) ?? DateTimeOffset.MinValue);

    private static bool IsSystem(GuestReader guest, string directory) => directory.Length > 0 && guest.IsDirectory(directory + "/usr/lib");

    [GeneratedRegex("^ostree-([0-9]{1,6})(?:-.*)?[.]conf$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex("^options[ \t](?:.*[ \t])?ostree=(/[^ \t\r\n]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Option();
}
