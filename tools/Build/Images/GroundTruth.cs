using System.Text.Json;
using System.Text.Json.Nodes;

namespace GuestCtl.Build.Images;

/// <summary>
/// What is true of a test image, written beside it when it is made, by tools that are not GuestCtl. Tests compare
/// GuestCtl's answers with it. The JSON file is written last: an image without one is unfinished.
/// </summary>
internal sealed class GroundTruth(string image)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string Stem => Path.Combine(Path.GetDirectoryName(image)!, Path.GetFileNameWithoutExtension(image));

    private string JsonFile => Stem + ".json";

    /// <summary>Whether the image is there, and was made by the same recipe.</summary>
    public bool Holds(int recipe)
    {
        if (!File.Exists(image) || !File.Exists(JsonFile))
        {
            return false;
        }

        try
        {
            return (int?)JsonNode.Parse(File.ReadAllText(JsonFile))?["recipe"] == recipe;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public void Forget() => File.Delete(JsonFile);

    public async Task WriteAsync(
        int recipe, DebianTree tree, string archive, string hostname, IReadOnlyList<Filesystem> filesystems, JsonObject disk, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Stem + ".packages.tsv", await tree.ListPackagesAsync(cancellation), cancellation);
        await File.WriteAllTextAsync(Stem + ".files.tsv", await FileTruth.ListAsync(archive, tree, cancellation), cancellation);
        var truth = new JsonObject
        {
            ["recipe"] = recipe,
            ["image"] = Path.GetFileName(image),
            ["format"] = Path.GetExtension(image) == ".qcow2" ? "qcow2" : "raw",
            ["os"] = Os(tree, hostname, filesystems.Single(filesystem => filesystem.MountPoint == "/").Device),
            ["filesystems"] = new JsonArray([.. filesystems.Select(filesystem => filesystem.ToJson())]),
            ["packages"] = Path.GetFileName(Stem) + ".packages.tsv",
            ["files"] = Path.GetFileName(Stem) + ".files.tsv",
        };
        foreach (var (name, value) in disk)
        {
            truth[name] = value?.DeepClone();
        }

        await File.WriteAllTextAsync(JsonFile, truth.ToJsonString(Indented) + "\n", cancellation);
    }

    private static JsonObject Os(DebianTree tree, string hostname, string root)
    {
        var release = tree.Read("/usr/lib/os-release").Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
        var version = tree.Read("/etc/debian_version").Trim().Split('.');
        return new JsonObject
        {
            ["root"] = root,
            ["type"] = "linux",
            ["distro"] = release["ID"],
            ["codename"] = release["VERSION_CODENAME"],
            ["productName"] = release["PRETTY_NAME"],
            ["majorVersion"] = int.Parse(version[0]),
            ["minorVersion"] = int.Parse(version[1]),
            ["hostname"] = hostname,
            ["arch"] = "x86_64",
            ["packageFormat"] = "deb",
            ["packageManagement"] = "apt",
        };
    }
}
