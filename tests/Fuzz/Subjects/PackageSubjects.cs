using System.Buffers.Binary;
using System.Text;
using GuestCtl.Daemon.Services.Inspection.Packages;
using GuestCtl.Daemon.Services.Inspection.Packages.Rpm;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>What package managers write.</summary>
internal static class PackageSubjects
{
    private const string Status = "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:5.2-2+b7\nSource: bash (5.2)\nHomepage: http://x\nDescription: shell\n long\n .\n more\n\nPackage: b\n";
    private const string Alpine = "P:musl\nV:1.2.4-r2\nA:x86_64\nU:https://musl\nT:c library\no:musl\n\nP:b\n";
    private const string Void = "\t<dict>\n\t\t<key>pkgver</key>\n\t\t<string>bash-5.2_1</string>\n\t\t<key>state</key>\n\t\t<string>installed</string>\n\t</dict>\n";
    private const string Arch = "%NAME%\nbash\n\n%VERSION%\n1:5.2.015-1\n\n%DESC%\nshell &amp; more\n";
    private static readonly string[] Names = ["bash-5.1_p16-r6", "bash-5.2.015-x86_64-1", "app-shells-1"];

    public static FuzzSubject RpmHeader() => new ParserSubject("rpm-header", [Header()], ["\0\0\u0003\u00e8", "\0\0\0\u0006", "\u007f\u00ff\u00ff\u00ff"], input => $"{Daemon.Services.Inspection.Packages.Rpm.RpmHeader.Parse(input)?.Name.Length > 0}");

    public static FuzzSubject Dpkg() => new ParserSubject(
        "dpkg",
        [Encoding.UTF8.GetBytes(Status)],
        ["\n\n", "Package: ", "Status: ", "installed", "Version: ", "Description: ", "\n ", ":", "-"],
        input => $"{Math.Min(DpkgStatus.Parse(Lines(input), true).Count(), 4)} {Math.Min(DpkgStatus.Parse(Lines(input), false).Count(), 4)}");

    public static FuzzSubject OtherLists() => new ParserSubject(
        "packages", [.. new[] { Alpine, Void, Arch }.Concat(Names).Select(Encoding.UTF8.GetBytes)], ["P:", "V:", "\n\n", "%NAME%\n", "%VERSION%", "\t\t<key>", "</key>", "-", "_", ":"], ReadOther);

    private static IEnumerable<string> Lines(byte[] input) => GuestText.Decode(input).Split('\n');

    private static string ReadOther(byte[] input)
    {
        var text = GuestText.Decode(input);
        var apk = ApkInstalled.Parse(Lines(input)).Count();
        var xbps = XbpsDatabase.Parse(Lines(input)).Count();
        var isNamed = PacmanLocal.Parse(text) is not null;
        return $"{Math.Min(apk, 4)} {Math.Min(xbps, 4)} {isNamed} {PortageDatabase.Parse("app", text) is not null} {SlackwareDatabase.Parse(text) is not null}";
    }

    private static byte[] Header()
    {
        var store = "bash\05.2\01.fc40\0x86_64\0bash-5.2-1.src.rpm\0"u8.ToArray();
        (int Tag, int Type, int Offset)[] index = [(1000, 6, 0), (1001, 6, 5), (1002, 6, 9), (1022, 6, 16), (1044, 6, 23), (1003, 4, 4)];
        var bytes = new byte[8 + (16 * index.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, index.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), store.Length);
        for (var i = 0; i < index.Length; i++)
        {
            var entry = bytes.AsSpan(8 + (16 * i));
            BinaryPrimitives.WriteInt32BigEndian(entry, index[i].Tag);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], index[i].Type);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], index[i].Offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], 1);
        }

        return [.. bytes, .. store];
    }
}
