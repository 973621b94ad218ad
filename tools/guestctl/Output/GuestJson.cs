using System.Text.Json;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Output;

/// <summary>
/// Text from guests in JSON. JSON is Unicode, but names in guests are bytes: where they are not UTF-8, each such byte is shown as
/// U+FFFD, and a second property with the suffix "Base64" holds all bytes of the value. Nothing is lost, and valid names stay plain.
/// </summary>
internal static class GuestJson
{
    private const string BytesSuffix = "Base64";

    /// <summary>A writer of indented JSON in plain ASCII, which is safe on any terminal.</summary>
    public static Utf8JsonWriter Create(Stream output) => new(output, new JsonWriterOptions { Indented = true });

    /// <summary>Writes a property with text of a guest; null is left out.</summary>
    public static void WriteGuest(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!HasInvalidBytes(value))
        {
            json.WriteString(name, value);
            return;
        }

        json.WriteString(name, Replace(value));
        json.WriteBase64String(name + BytesSuffix, GuestText.Encode(value));
    }

    private static bool HasInvalidBytes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }

    private static string Replace(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
            {
                source.AsSpan(i, 2).CopyTo(target[i..]);
                i++;
            }
            else
            {
                target[i] = char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
            }
        }
    });
}
