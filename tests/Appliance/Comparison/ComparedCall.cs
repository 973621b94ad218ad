using System.Text.Json.Nodes;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>One call of a table, and how its answer is compared.</summary>
internal sealed record ComparedCall(JsonArray Words)
{
    private const string Placeholder = "$";

    private IReadOnlyList<string>? Keep { get; init; }

    private bool Sort { get; init; }

    private bool Ignore { get; init; }

    private bool Differs { get; init; }

    private JsonNode? Ours { get; init; }

    public string Name => (string)Words[0]!;

    /// <summary>Reads an entry: a call, a call with remarks, or one call for each of several values.</summary>
    public static IEnumerable<ComparedCall> Read(JsonNode entry)
    {
        if (entry is JsonArray words)
        {
            return [new ComparedCall(words)];
        }

        var remarks = entry.AsObject();
        if (remarks["call"] is JsonArray call)
        {
            return [WithRemarks(call, remarks, remarks.ContainsKey("ours"), remarks["ours"])];
        }

        var ours = remarks["ours"]?.AsObject();
        return from template in remarks["do"]!.AsArray()
               from value in remarks["for"]!.AsArray()
               let key = $"{(string)template[0]!} {value}"
               select WithRemarks(Fill(template.AsArray(), value), remarks, ours?.ContainsKey(key) ?? false, ours?[key]);
    }

    /// <summary>What is wrong with our answer; null if nothing.</summary>
    public string? Judge(JsonNode? recorded, JsonNode? answer)
    {
        var expected = Differs ? Ours : recorded;
        if (ErrnoOf(expected) is { } errno)
        {
            return ErrnoOf(answer) is { } mine && (errno == 0 || errno == mine) ? null : Complaint(expected, answer);
        }

        if (Ignore && ErrnoOf(answer) is null)
        {
            return null;
        }

        return JsonNode.DeepEquals(Comparable(expected), Comparable(answer)) ? null : Complaint(Comparable(expected), Comparable(answer));
    }

    private static ComparedCall WithRemarks(JsonArray words, JsonObject remarks, bool differs, JsonNode? ours) => new(words)
    {
        Keep = remarks["keep"]?.AsArray().Select(field => (string)field!).ToList(),
        Sort = (bool?)remarks["sort"] ?? false,
        Ignore = (bool?)remarks["ignore"] ?? false,
        Differs = differs,
        Ours = ours,
    };

    private static JsonArray Fill(JsonArray template, JsonNode value)
        => [.. template.Select(word => word is JsonValue text && text.TryGetValue<string>(out var s) && s == Placeholder ? value.DeepClone() : word?.DeepClone())];

    private static int? ErrnoOf(JsonNode? answer) => answer is JsonObject fields && fields["errno"] is JsonValue errno && fields.Count <= 2 && errno.TryGetValue<int>(out var number) ? number : null;

    private string Complaint(JsonNode? expected, JsonNode? answer)
        => $"{Words.ToJsonString()}: expected {expected?.ToJsonString() ?? "nothing"}, got {answer?.ToJsonString() ?? "nothing"}";

    private JsonNode? Comparable(JsonNode? answer) => answer switch
    {
        JsonObject fields => Kept(fields),
        JsonArray list when Sort => new JsonArray([.. list.Select(Part).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        JsonArray list => new JsonArray([.. list.Select(Part)]),
        _ => answer,
    };

    private JsonNode? Part(JsonNode? item) => item is JsonObject fields ? Kept(fields) : item?.DeepClone();

    private JsonObject Kept(JsonObject fields)
        => new(fields.Where(field => Keep?.Contains(field.Key) ?? true).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
