namespace GuestCtl.Protocol.Text;

/// <summary>The names that drives go by. A guest may call its disks hda, vda or xvda; in the appliance they are all SCSI disks.</summary>
public static class DriveNames
{
    private const string Scsi = "/dev/sd";

    private static readonly string[] GuestPrefixes = ["/dev/hd", "/dev/vd", "/dev/xvd", "/dev/ubd"];

    /// <summary>The appliance's name of a disk or partition that a guest calls hda1, vda1 or xvda1; any other name as it is.</summary>
    public static string Translate(string name)
    {
        foreach (var prefix in GuestPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && IsUnit(name.AsSpan(prefix.Length)))
            {
                return Scsi + name[prefix.Length..];
            }
        }

        return name;
    }

    /// <summary>The index of a drive by its name; -1 for other names.</summary>
    public static int IndexOf(string name)
    {
        if (!name.StartsWith(Scsi, StringComparison.Ordinal) || name.Length is 7 or > 11 || name.AsSpan(7).ContainsAnyExceptInRange('a', 'z'))
        {
            return -1;
        }

        return name.Skip(Scsi.Length).Aggregate(0, (index, letter) => (index * 26) + letter - 'a' + 1) - 1;
    }

    private static bool IsUnit(ReadOnlySpan<char> unit)
    {
        var letters = unit.TrimEnd("0123456789");
        return letters.Length > 0 && !letters.ContainsAnyExceptInRange('a', 'z');
    }
}
