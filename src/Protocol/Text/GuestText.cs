using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Google.Protobuf;

namespace GuestCtl.Protocol.Text;

/// <summary>The one lossless way between guest bytes and strings: UTF-8, where each byte that is not valid UTF-8
/// becomes the lone surrogate U+DC00 + byte (U+DC80..U+DCFF) and goes back unchanged.</summary>
public static class GuestText
{
    private const char EscapeBase = '\uDC00';

    /// <summary>Decodes guest bytes. Never fails and loses nothing.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        Span<char> chars = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
            }
            else
            {
                foreach (var invalid in bytes[..consumed])
                {
                    text.Append((char)(EscapeBase + invalid));
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    /// <summary>Decodes guest bytes of a message.</summary>
    public static string Decode(ByteString bytes) => Decode(bytes.Span);

    /// <summary>Encodes a string to the bytes it stands for.</summary>
    /// <exception cref="ArgumentException">A surrogate that stands for no byte.</exception>
    public static byte[] Encode(string text)
        => Encode(text, static (character, at) => throw new ArgumentException(
            $"the character U+{(int)character:X4} at {at} is half a surrogate pair and stands for no byte", nameof(text)));

    /// <summary>As <see cref="Encode(string)"/>, for text that may have been cut in the middle of a character: such a half becomes U+FFFD.</summary>
    public static byte[] EncodeAll(string text) => Encode(text, static (_, _) => Rune.ReplacementChar);

    /// <summary>Encodes a string for a message.</summary>
    public static ByteString ToGuestBytes(this string text) => UnsafeByteOperations.UnsafeWrap(Encode(text));

    private static byte[] Encode(string text, Func<char, int, Rune> odd)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
                i += rune.Utf16SequenceLength - 1;
            }
            else if (text[i] is >= '\uDC80' and <= '\uDCFF')
            {
                bytes.GetSpan(1)[0] = (byte)(text[i] - EscapeBase);
                bytes.Advance(1);
            }
            else
            {
                bytes.Advance(odd(text[i], i).EncodeToUtf8(bytes.GetSpan(4)));
            }
        }

        return bytes.WrittenSpan.ToArray();
    }
}
