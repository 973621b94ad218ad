using System.Xml;

namespace GuestCtl.Drives.Ova;

/// <summary>The attributes of an element by their local names.</summary>
internal sealed class XmlAttributes
{
    private readonly Dictionary<string, string> _values = [];

    private XmlAttributes()
    {
    }

    /// <summary>The value of one; null for none.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Those of the element at which a reader is.</summary>
    public static XmlAttributes Of(XmlReader reader)
    {
        var attributes = new XmlAttributes();
        while (reader.MoveToNextAttribute())
            attributes._values[reader.LocalName] = reader.Value;
        reader.MoveToElement();
        return attributes;
    }
}
