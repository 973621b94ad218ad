using System.Globalization;
using System.Text.RegularExpressions;
using GuestCtl.Daemon.Devices;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Md;

/// <summary>What the kernel tells of arrays in /proc/mdstat.</summary>
internal static partial class MdStatus
{
    /// <summary>The devices of an array; none if it is not there.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="array">The kernel's name, such as md127.</param>
    public static IEnumerable<Mdstat> DevicesOf(string text, string array)
        => from line in text.Split('\n')
           where line.StartsWith(array + " :", StringComparison.Ordinal)
           from Match device in Device().Matches(line)
           select new Mdstat
           {
               MdstatDevice = (DeviceName.Directory + device.Groups[1].Value).ToGuestBytes(),
               MdstatIndex = int.TryParse(device.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1,
               MdstatFlags = string.Concat(device.Groups[3].Captures.Select(flag => flag.Value)).ToGuestBytes(),
           };

    // md127 : active raid1 sdb1[1] sda1[0](W)(F)
    [GeneratedRegex(@"(\S+)\[(\d+)\](?:\((\w+)\))*")]
    private static partial Regex Device();
}
