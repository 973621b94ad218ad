using System.Globalization;
using System.Xml;

namespace GuestCtl.Drives.Ova;

/// <summary>The description of a machine (OVF), as far as its disks go.</summary>
/// <remarks>The names in it are only looked for in the archive that it came with. Elements and attributes are known by their local names: each version has namespaces of its own.</remarks>
internal sealed class OvfDescription
{
    /// <summary>The most bytes that a description may have. Those of real machines have some ten thousand.</summary>
    public const int MaxBytes = 1 << 20;

    // A handle has fewer drives than this.
    private const int MaxEntries = 1024;
    private const string DiskResource = "/disk/";

    private readonly Dictionary<string, XmlAttributes> _files = [];
    private readonly Dictionary<string, XmlAttributes> _disks = [];
    private readonly List<string> _listed = [];
    private readonly List<string> _attached = [];

    private OvfDescription()
    {
    }

    /// <summary>Reads the disks in the order in which the machine has them; null for a text that describes no machine.</summary>
    /// <exception cref="InvalidDataException">It has more disks or files than can be taken.</exception>
    public static IReadOnlyList<OvfDisk>? Read(byte[] text)
    {
        var description = new OvfDescription();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(text), new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes, IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "Envelope" ? description.ReadAll(reader) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private List<OvfDisk> ReadAll(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            switch (reader.LocalName)
            {
                case "File":
                    Take(_files, XmlAttributes.Of(reader), "id");
                    break;
                case "Disk" when Take(_disks, XmlAttributes.Of(reader), "diskId") is { } id:
                    _listed.Add(id);
                    break;
                case "HostResource" when !reader.IsEmptyElement:
                    Attach(reader);
                    break;
            }
        }
        // The hardware says the order; disks that it does not name come last.
        return [.. _attached.Where(_disks.ContainsKey).Concat(_listed).Distinct().Select(id => _disks[id]).Where(disk => disk["fileRef"] is not null || disk["parentRef"] is not null).Select(Describe)];
    }

    private static string? Take(Dictionary<string, XmlAttributes> entries, XmlAttributes entry, string key)
    {
        if (entry[key] is not { } id)
            return null;
        if (entries.Count == MaxEntries)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"its description has more than {MaxEntries} files or disks"));
        return entries.TryAdd(id, entry) ? id : null;
    }

    // "ovf:/disk/vmdisk1", in old versions "/disk/vmdisk1".
    private void Attach(XmlReader reader)
    {
        reader.Read();
        var resource = reader.NodeType == XmlNodeType.Text ? reader.Value.Trim() : "";
        if (resource.LastIndexOf(DiskResource, StringComparison.Ordinal) is var at and >= 0 && _attached.Count < MaxEntries)
            _attached.Add(resource[(at + DiskResource.Length)..]);
    }

    private OvfDisk Describe(XmlAttributes disk)
    {
        if (disk["parentRef"] is not null)
            return new OvfDisk(null, "it only holds what differs from another disk");
        if (!_files.TryGetValue(disk["fileRef"]!, out var file) || file["href"] is not { } href)
            return new OvfDisk(null, $"the description has no file for it ('{disk["fileRef"]}')");
        return new OvfDisk(
            href,
            file["chunkSize"] is not null ? "it is cut into several files"
            : file["compression"] is { Length: > 0 } compression and not "identity" ? $"it is compressed ({compression})"
            : null);
    }
}
