using System.Globalization;
using System.Text;
using System.Xml;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Inspection;

/// <summary>Operating systems in the XML layout of virt-inspector, so that its users' programs keep working.</summary>
internal sealed class SystemXml
{
    private readonly XmlWriter _xml;

    private SystemXml(XmlWriter xml) => _xml = xml;

    public static void Write(TextWriter output, IReadOnlyList<GuestSystem> systems)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None, OmitXmlDeclaration = true, Encoding = Encoding.UTF8,
        };
        output.Write("<?xml version=\"1.0\"?>\n");
        using (var xml = XmlWriter.Create(output, settings))
        {
            new SystemXml(xml).Write(systems);
        }

        output.Write('\n');
    }

    private void Write(IReadOnlyList<GuestSystem> systems)
    {
        _xml.WriteStartElement("operatingsystems");
        foreach (var system in systems)
        {
            _xml.WriteStartElement("operatingsystem");
            Write(system);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void Write(GuestSystem system)
    {
        Text("root", system.Root);
        Text("name", system.Type);
        Text("arch", system.Arch);
        Text("distro", system.Distro);
        Text("product_name", system.ProductName);
        Text("product_variant", system.ProductVariant);
        Number("major_version", system.MajorVersion);
        Number("minor_version", system.MinorVersion);
        Text("package_format", system.PackageFormat);
        Text("package_management", system.PackageManagement);
        Text("hostname", system.Hostname);
        Text("build_id", system.BuildId);
        Text("osinfo", system.Osinfo);
        List("mountpoints", "mountpoint", "dev", system.MountPoints, point => point.Mountable, point => _xml.WriteString(XmlSafe.Clean(point.MountPoint)));
        List("filesystems", "filesystem", "dev", system.Filesystems, filesystem => filesystem.Mountable, Write);

        if (system.Applications is { } applications)
        {
            List("applications", "application", null, applications, null, Write);
        }
    }

    private void Write(GuestFilesystem filesystem)
    {
        Text("type", filesystem.Type);
        Text("label", filesystem.Label);
        Text("uuid", filesystem.Uuid);
    }

    private void Write(Application2 application)
    {
        Text("name", application.Name);
        Text("display_name", application.DisplayName);
        Number("epoch", application.Epoch == 0 ? null : application.Epoch);
        Text("version", application.Version);
        Text("release", application.Release);
        Text("arch", application.Arch);
        Text("install_path", application.InstallPath);
        Text("publisher", application.Publisher);
        Text("url", application.Url);
        Text("source_package", application.SourcePackage);
        Text("summary", application.Summary);
        Text("description", application.Description);
        Text("class", application.Class);
    }

    private void List<T>(string list, string item, string? attribute, IEnumerable<T> items, Func<T, string>? key, Action<T> write)
    {
        _xml.WriteStartElement(list);
        foreach (var each in items)
        {
            _xml.WriteStartElement(item);
            if (attribute is not null)
            {
                _xml.WriteAttributeString(attribute, XmlSafe.Clean(key!(each)));
            }

            write(each);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void Text(string element, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _xml.WriteElementString(element, XmlSafe.Clean(text));
        }
    }

    private void Number(string element, int? number) => Text(element, number?.ToString(CultureInfo.InvariantCulture));
}
