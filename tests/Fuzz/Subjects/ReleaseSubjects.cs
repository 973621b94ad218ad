using System.Text;
using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Services.Inspection.Release;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>Configuration files of guests.</summary>
internal static class ReleaseSubjects
{
    private const string Release = "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12.4\"\nID_LIKE='a b'\nPRETTY_NAME=\"De\\\"bian\"\nBUILD_ID=1\n# x\n";
    private const string Table = "# x\nUUID=0a-b / ext4 defaults,ro 0 1\n/dev/sda2\t/my\\040disk\txfs\tsubvol=@\\134,x\nLABEL=\"my disk\" none swap sw\n/dev/mapper/a-b /b//./c btrfs\n";

    public static FuzzSubject OsRelease() => new ParserSubject(
        "os-release", [Encoding.UTF8.GetBytes(Release)], ["ID=", "VERSION_ID=", "\"", "'", "\\", "\n", "99999999999", "opensuse-"], ReadRelease);

    public static FuzzSubject Fstab() => new ParserSubject(
        "fstab", [Encoding.UTF8.GetBytes(Table)], ["\\040", "\\377", "\"", " ", "\t", "UUID=", "/dev/", "..", "/", ",", "\0"], ReadTable);

    private static string ReadRelease(byte[] input)
    {
        var release = Daemon.Services.Inspection.Release.OsRelease.Parse(GuestText.Decode(input));
        var version = ReleaseVersion.Parse(release["VERSION_ID"]);
        var distro = DistroNames.FromOsRelease(release["ID"]) ?? DistroNames.AsItIs(release["ID"]) ?? "none";
        var id = OsinfoId.Of("linux", distro, version, release["PRETTY_NAME"] ?? "", "", release["BUILD_ID"] ?? "");
        return $"{release["NAME"] is null} {version.Major > 0} {version.Minor > 0} {distro == "none"} {id == OsinfoId.Unknown}";
    }

    private static string ReadTable(byte[] input)
    {
        var entries = FstabParser.Parse(GuestText.Decode(input));
        var targets = entries.Select(entry => FstabParser.NormalizeTarget(entry.Target)).ToList();
        return targets.All(target => target is null || (target.StartsWith('/') && !target.Split('/').Contains("..") && !target.Contains('\0', StringComparison.Ordinal)))
            ? $"{Math.Min(entries.Count, 4)} {Math.Min(targets.Count(target => target is null), 4)}"
            : throw new FindingException($"a mount point leaves the guest: {string.Join(' ', targets)}");
    }
}
