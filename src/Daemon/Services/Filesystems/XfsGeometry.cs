using System.Globalization;
using System.Text.RegularExpressions;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>The geometry of an XFS file system as xfs_info prints it: lines "section =words key=value, key=value", and
/// lines without a section that go on with the last one.</summary>
internal sealed partial class XfsGeometry
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>All that was printed: "data.bsize" is a value, "data" alone the words after the section.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The size of the file system in bytes; null if it was not printed.</summary>
    public long? Bytes
        => long.TryParse(_values.GetValueOrDefault("data.bsize"), out var size) && long.TryParse(_values.GetValueOrDefault("data.blocks"), out var blocks)
            ? size * blocks
            : null;

    /// <summary>Reads the output.</summary>
    public static XfsGeometry Parse(string output)
    {
        var geometry = new XfsGeometry();
        var section = "";
        foreach (var line in output.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
            {
                continue;
            }

            var name = line[..equals].Trim();
            section = name.Length > 0 ? name : section;
            geometry.Add(section, line[(equals + 1)..]);
        }

        return geometry;
    }

    /// <summary>The structure of the API. What was not printed is -1 or empty.</summary>
    public Xfsinfo ToReply() => new()
    {
        XfsMntpoint = Text("meta-data").ToGuestBytes(),
        XfsInodesize = Number("meta-data.isize"),
        XfsAgcount = Number("meta-data.agcount"),
        XfsAgsize = Number("meta-data.agsize"),
        XfsSectsize = Number("meta-data.sectsz"),
        XfsAttr = Number("meta-data.attr"),
        XfsBlocksize = Number("data.bsize"),
        XfsDatablocks = LongNumber("data.blocks"),
        XfsImaxpct = Number("data.imaxpct"),
        XfsSunit = Number("data.sunit"),
        XfsSwidth = Number("data.swidth"),
        XfsDirversion = uint.TryParse(Text("naming").Replace("version", "", StringComparison.Ordinal), out var version) ? version : uint.MaxValue,
        XfsDirblocksize = Number("naming.bsize"),
        XfsCimode = Number("naming.ascii-ci"),
        XfsLogname = Text("log").Split(' ')[0].ToGuestBytes(),
        XfsLogblocksize = Number("log.bsize"),
        XfsLogblocks = Number("log.blocks"),
        XfsLogversion = Number("log.version"),
        XfsLogsectsize = Number("log.sectsz"),
        XfsLogsunit = Number("log.sunit"),
        XfsLazycount = Number("log.lazy-count"),
        XfsRtname = Text("realtime").ToGuestBytes(),
        XfsRtextsize = Number("realtime.extsz"),
        XfsRtblocks = LongNumber("realtime.blocks"),
        XfsRtextents = LongNumber("realtime.rtextents"),
    };

    private void Add(string section, string text)
    {
        var first = KeyPattern().Match(text);
        var words = (first.Success ? text[..first.Index] : text).Trim();
        if (words.Length > 0)
        {
            _values.TryAdd(section, words);
        }

        foreach (Match match in PairPattern().Matches(text))
        {
            _values.TryAdd($"{section}.{match.Groups[1].Value}", match.Groups[2].Value);
        }
    }

    private string Text(string key) => _values.GetValueOrDefault(key, "");

    private uint Number(string key) => uint.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : uint.MaxValue;

    private ulong LongNumber(string key) => ulong.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : ulong.MaxValue;

    // A name of a device may have an equals sign in it, but a key follows spaces.
    [GeneratedRegex(@"(?<=\s)[a-z][a-z0-9-]*=|^[a-z][a-z0-9-]*=")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"(?:^|\s)([a-z][a-z0-9-]*)=([^\s,]+)")]
    private static partial Regex PairPattern();
}
