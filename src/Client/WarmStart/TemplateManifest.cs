using System.Text.Json;
using System.Text.Json.Serialization;

namespace GuestCtl.WarmStart;

/// <summary>What stands in a template's <c>manifest.json</c>.</summary>
internal sealed record TemplateManifest
{
    /// <summary>The layout of a template's directory. Others are not read.</summary>
    public const int CurrentFormat = 2;

    private const string Purpose = "manifest of a template";

    /// <summary><see cref="CurrentFormat"/> of the version that made it.</summary>
    public required int Format { get; init; }

    /// <summary>What it fits; the name of its directory too.</summary>
    public required string Key { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTime CreatedUtc { get; init; }

    /// <summary>A random text, from which the template's own keys are made.</summary>
    public required string Salt { get; init; }

    /// <summary>The signature of all other members. <value>Default: empty, not signed yet.</value></summary>
    public string Signature { get; init; } = "";

    /// <summary>The guest's memory in bytes, which is also the length of its file.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The signature of the memory's pages that hold anything.</summary>
    public required string MemoryHash { get; init; }

    /// <summary>Length of the devices' state in bytes.</summary>
    public required int StateBytes { get; init; }

    /// <summary>The signature of the devices' state.</summary>
    public required string StateHash { get; init; }

    /// <summary>The daemon's greeting, which it gave before it was saved.</summary>
    public required byte[] Greeting { get; init; }

    /// <summary>What made it, for people: the emulator's version and the accelerator.</summary>
    public required string Machine { get; init; }

    /// <summary>Reads a manifest; null when it is not there or is not one.</summary>
    public static TemplateManifest? Read(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), TemplateJson.Default.TemplateManifest);
            return manifest is { Format: CurrentFormat, MemoryBytes: > 0, StateBytes: > 0 } ? manifest : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Signs it.</summary>
    public TemplateManifest Signed(CacheKey key) => this with { Signature = key.Sign(Purpose, (this with { Signature = "" }).ToJson()) };

    /// <summary>Whether it is as it was signed.</summary>
    public bool IsSigned(CacheKey key) => key.IsSigned(Purpose, (this with { Signature = "" }).ToJson(), Signature);

    /// <summary>What the memory's pages are signed with.</summary>
    public static byte[] PageKey(CacheKey key, string salt) => key.KeyFor("pages of template " + salt);

    /// <summary>The signature of the devices' state.</summary>
    public static string SignState(CacheKey key, string salt, ReadOnlySpan<byte> state) => key.Sign("state of template " + salt, state);

    /// <summary>The file's content.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TemplateJson.Default.TemplateManifest);
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(TemplateManifest))]
internal sealed partial class TemplateJson : JsonSerializerContext;
