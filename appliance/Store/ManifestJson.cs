using System.Text.Json;
using System.Text.Json.Serialization;

namespace GuestCtl.Appliances.Store;

/// <summary>The manifests' form on disk.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApplianceManifest))]
[JsonSerializable(typeof(InitrdRecord))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    internal static void Write(string path, ApplianceManifest manifest) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(manifest, Default.ApplianceManifest));

    internal static void Write(string path, InitrdRecord record) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(record, Default.InitrdRecord));

    /// <summary>Reads a manifest, or gives null when there is none or it cannot be read as one.</summary>
    internal static ApplianceManifest? ReadManifest(string path) => Read(path, Default.ApplianceManifest);

    internal static InitrdRecord? ReadInitrd(string path) => Read(path, Default.InitrdRecord);

    private static T? Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
