using GuestCtl.Cli.Shell.Syntax;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>A file for a command that stands in the script itself, on the lines after the command.</summary>
internal static class HereDocument
{
    /// <summary>What such an argument begins with; the rest is the line that ends the text.</summary>
    public const string Mark = "-<<";

    /// <summary>Reads lines until the end mark into a temporary file.</summary>
    /// <returns>The file, for the caller to delete.</returns>
    /// <exception cref="ShellSyntaxException">There is no end mark, or the script ends before it.</exception>
    public static string Read(ScriptInput script, string end, string directory)
    {
        if (end.Length == 0)
        {
            throw new ShellSyntaxException("guestfish: missing end marker in -<< expression");
        }

        var path = Host.TemporaryFile.Create(directory);
        using var file = File.OpenWrite(path);
        while (script.ReadLine() is { } line)
        {
            if (line == end)
            {
                return path;
            }

            file.Write(GuestText.Encode(line));
            file.WriteByte((byte)'\n');
        }

        File.Delete(path);
        throw new ShellSyntaxException($"guestfish: end of input reached without finding '{end}'");
    }
}
