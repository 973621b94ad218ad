using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace GuestCtl.Libvirt;

/// <summary>libvirt's description of a virtual machine, as far as its disks go.</summary>
/// <param name="IsLive">Whether the machine runs or sleeps.</param>
/// <param name="Disks">Its disks, in their order. Drives without a medium are none.</param>
internal sealed record DomainDescription(bool IsLive, IReadOnlyList<DomainDisk> Disks)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="LibvirtException">It is not a description, or has a disk that cannot be reached.</exception>
    public static DomainDescription Parse(string xml)
    {
        var domain = Read(xml).Root;
        return domain?.Name.LocalName == "domain"
            ? new DomainDescription(domain.Attribute("id") is not null, [.. domain.Elements("devices").Elements("disk").Select(Disk).OfType<DomainDisk>()])
            : throw new LibvirtException("this is not a description of a libvirt domain: its root is not <domain>", Errno.EINVAL);
    }

    private static XDocument Read(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException e)
        {
            throw new LibvirtException($"the description of the libvirt domain cannot be read: {e.Message}", Errno.EINVAL);
        }
    }

    private static DomainDisk? Disk(XElement disk)
    {
        var source = disk.Element("source");
        var found = Text(disk, "type") switch
        {
            "file" => Local(Text(source, "file")),
            "block" => Local(Text(source, "dev")),
            "volume" when Text(source, "volume") is { } volume => new DomainDisk { Source = volume, Pool = Text(source, "pool") ?? "" },
            "network" when Text(source, "protocol") is { } protocol => Remote(disk, source!, protocol),
            _ => null,
        };
        return found is null ? null : found with
        {
            Format = Text(disk.Element("driver"), "type"),
            IsReadOnly = disk.Element("readonly") is not null,
            BlockSize = int.TryParse(Text(disk.Element("blockio"), "logical_block_size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
        };
    }

    private static DomainDisk? Local(string? path) => path is null ? null : new DomainDisk { Source = path };

    private static DomainDisk Remote(XElement disk, XElement source, string protocol)
    {
        if ((disk.Element("auth") ?? source.Element("auth"))?.Element("secret") is not null)
        {
            throw new LibvirtException($"the {protocol} disk ‘{Text(source, "name")}’ needs a secret that libvirt keeps: add it as a drive of its own, with its secret", Errno.EOPNOTSUPP);
        }

        return new DomainDisk
        {
            Source = Text(source, "name") ?? "",
            Protocol = protocol,
            Servers = [.. source.Elements("host").Select(Server)],
            User = Text(disk.Element("auth") ?? source.Element("auth"), "username"),
        };
    }

    private static string Server(XElement host)
    {
        if (Text(host, "socket") is { } socket)
        {
            return $"unix:{socket}";
        }

        var name = Text(host, "name") ?? "";
        var address = name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name;
        return Text(host, "port") is { } port ? $"{address}:{port}" : address;
    }

    private static string? Text(XElement? element, string attribute) => element?.Attribute(attribute)?.Value;
}
