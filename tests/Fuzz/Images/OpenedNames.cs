using System.Text.Json.Nodes;

namespace GuestCtl.Fuzz.Images;

/// <summary>The files that a description of an image tells QEMU to open.</summary>
internal static class OpenedNames
{
    public static IReadOnlySet<string> Of(JsonNode? description)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(description, names);
        return names;
    }

    private static void Add(JsonNode? node, HashSet<string> names)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var (key, value) in parts)
                {
                    if (key == "filename" && value is JsonValue name)
                    {
                        names.Add(Path.GetFullPath(name.GetValue<string>()));
                    }

                    Add(value, names);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Add(item, names);
                }

                break;
        }
    }
}
