using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>What our functions return, in the form of the tables.</summary>
internal static class FaceAnswer
{
    /// <summary>One character for each byte.</summary>
    public static Encoding Bytes => Encoding.Latin1;

    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => Bytes.GetString(GuestText.Encode(text)),
        byte[] bytes => Bytes.GetString(bytes),
        bool truth => truth ? "1" : "0",
        char letter => letter.ToString(),
        IReadOnlyDictionary<string, string> map => new JsonObject(map.Select(pair => KeyValuePair.Create((string)ToJson(pair.Key)!, ToJson(pair.Value)))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => Structure(value),
    };

    // Our properties are named after the fields, some without the prefix that all fields of a structure have.
    private static JsonObject Structure(object value)
    {
        var fields = ReferenceTables.FieldsOf(value.GetType().Name);
        return new JsonObject(fields.Select(field => KeyValuePair.Create(field, ToJson(Property(value.GetType(), field).GetValue(value)))));
    }

    private static PropertyInfo Property(Type type, string field)
    {
        var name = field.Replace("_", "", StringComparison.Ordinal);
        return type.GetProperties().Where(property => name.EndsWith(property.Name, StringComparison.OrdinalIgnoreCase)).MaxBy(property => property.Name.Length)
            ?? throw new InvalidOperationException($"{type.Name} has no property for {field}.");
    }
}
