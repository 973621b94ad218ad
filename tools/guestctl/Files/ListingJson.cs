using System.Globalization;
using System.Text.Json;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Files;

/// <summary>Directory listings for programs: one array of entries, written as they come.</summary>
internal sealed class ListingJson : IDisposable
{
    private const int FlushBytes = 64 * 1024;

    private readonly Utf8JsonWriter _json;

    public ListingJson(Stream output)
    {
        _json = GuestJson.Create(output);
        _json.WriteStartArray();
    }

    public void Write(GuestEntry entry)
    {
        _json.WriteStartObject();
        _json.WriteGuest("path", entry.Path);
        _json.WriteGuest("type", entry.Status is { IsKnown: true } known ? known.Type : null);
        if (entry.Status is { IsKnown: true } status)
        {
            _json.WriteString("mode", "0" + Convert.ToString(status.Mode & 0xFFF, 8).PadLeft(3, '0'));
            _json.WriteNumber("uid", status.Uid);
            _json.WriteNumber("gid", status.Gid);
            _json.WriteNumber("links", status.Links);
            _json.WriteNumber("size", status.Size);
            _json.WriteString("modified", string.Create(CultureInfo.InvariantCulture, $"{status.Modified}.{status.Nanoseconds:000000000}"));
        }

        _json.WriteGuest("target", entry.Target);
        _json.WriteEndObject();
        if (_json.BytesPending > FlushBytes)
        {
            _json.Flush();
        }
    }

    public void Dispose()
    {
        _json.WriteEndArray();
        _json.Dispose();
    }
}
