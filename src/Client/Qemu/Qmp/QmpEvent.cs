using System.Text.Json;

namespace GuestCtl.Qemu.Qmp;

/// <summary>Something that happened in QEMU without being asked for.</summary>
/// <param name="Name">Such as <c>DEVICE_DELETED</c> or <c>SHUTDOWN</c>.</param>
/// <param name="Data">Its members; undefined when it has none.</param>
internal sealed record QmpEvent(string Name, JsonElement Data)
{
    /// <summary>A text member, or null.</summary>
    public string? Text(string member) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
