using System.Globalization;
using System.Text;

namespace GuestCtl.ShellScripts;

/// <summary>What a run of a script gave, as text that shows every byte.</summary>
public static class ScriptAnswer
{
    /// <summary>The whole answer. Empty parts are left out.</summary>
    public static string Render(GuestfishScript script, string exit, params ReadOnlySpan<(string Name, byte[] Bytes)> parts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"script {script.Fingerprint}\nexit {exit}\n");
        foreach (var (name, bytes) in parts)
        {
            if (bytes.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"--- {name}\n").Append(script.Hide(Show(bytes)));
            }
        }

        return text.ToString();
    }

    /// <summary>UTF-8 as it is; a backslash doubled, other bytes as \xNN, and a backslash alone at the end where the last line does not end.</summary>
    public static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var ends = bytes.Length == 0 || bytes[^1] == '\n';
        while (bytes.Length > 0)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (valid && (rune.Value is '\n' or '\t' || !Rune.IsControl(rune)))
            {
                text.Append(rune.Value == '\\' ? "\\\\" : rune.ToString());
            }
            else
            {
                foreach (var value in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
                }
            }

            bytes = bytes[length..];
        }

        return ends ? text.ToString() : text.Append("\\\n").ToString();
    }
}
