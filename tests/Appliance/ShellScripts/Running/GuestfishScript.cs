using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GuestCtl.ShellScripts;

/// <summary>One script of the corpus: what guestfish is given, and how it is started. README.md says what its remarks may be.</summary>
public sealed class GuestfishScript
{
    private const string Mark = "#:";

    private static readonly string[] ComparisonRemarks = ["#: differs", "#: words"];

    private readonly List<string> _run = [];
    private readonly List<string> _after = [];
    private readonly List<string> _disks = [];
    private readonly List<string> _images = [];
    private readonly List<(Regex Pattern, string Replacement)> _masks = [];
    private string _arguments = "";

    private GuestfishScript(string name, byte[] content)
    {
        Name = name;
        Content = content;
        var lines = Encoding.Latin1.GetString(content).Split('\n');
        foreach (var line in lines.Where(line => line.StartsWith(Mark, StringComparison.Ordinal)))
        {
            var words = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line[Mark.Length..].Trim())).Split(' ', 2);
            Add(words[0], words.Length > 1 ? words[1] : "");
        }

        var asked = lines.Where(line => !ComparisonRemarks.Any(remark => line.StartsWith(remark, StringComparison.Ordinal)));
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(string.Join('\n', asked))))[..16];
    }

    /// <summary>Domain and name, such as <c>Quoting/octal</c>.</summary>
    public string Name { get; }

    /// <summary>The whole file, header included, so that the lines that errors name are those of the file.</summary>
    public byte[] Content { get; }

    /// <summary>What the shell of the host runs.</summary>
    public string Command => _run.Count > 0 ? string.Join('\n', _run) : $"guestfish {_arguments} < script.gf";

    /// <summary>What the shell of the host runs then, to show the files that were left behind; empty if nothing.</summary>
    public string After => string.Join('\n', _after);

    /// <summary>The disks that lie in the directory, fresh copies.</summary>
    public IReadOnlyList<string> Disks => _disks;

    /// <summary>The images of the build program that are linked into the directory, for reading only.</summary>
    public IReadOnlyList<string> Images => _images;

    /// <summary>Why our answer is another one; null if it is the same.</summary>
    public string? Difference { get; private set; }

    /// <summary>Whether errors of the library are told in words of ours.</summary>
    public bool HasOwnWords { get; private set; }

    /// <summary>Changes whenever guestfish would have to be asked again: not with the remarks on how answers are compared.</summary>
    public string Fingerprint { get; }

    public static GuestfishScript Read(string folder, string name)
    {
        var path = Path.Combine(folder, name + ".gf");
        try
        {
            return new GuestfishScript(name, File.ReadAllBytes(path));
        }
        catch (FormatException failure)
        {
            throw new FormatException($"{path}: {failure.Message}", failure);
        }
    }

    /// <summary>Hides what differs between two runs of the same program.</summary>
    public string Hide(string text) => _masks.Aggregate(text, (shown, mask) => mask.Pattern.Replace(shown, mask.Replacement));

    private void Add(string word, string value)
    {
        switch (word)
        {
            case "args":
                _arguments = value;
                break;
            case "run":
                _run.Add(value);
                break;
            case "after":
                _after.Add(value);
                break;
            case "disk":
                _disks.AddRange(value.Split(' '));
                break;
            case "image":
                _images.AddRange(value.Split(' '));
                break;
            case "mask" when value.Split(" =>", 2) is [var pattern, var replacement]:
                _masks.Add((new Regex(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant), replacement.TrimStart(' ')));
                break;
            case "differs":
                Difference = value;
                break;
            case "words":
                HasOwnWords = true;
                break;
            case "":
                break;
            default:
                throw new FormatException($"the remark '{word} {value}' says nothing that is known; README.md lists what may stand there");
        }
    }
}
