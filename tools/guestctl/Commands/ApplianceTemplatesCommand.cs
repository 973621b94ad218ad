using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GuestCtl.Cli.Output;
using GuestCtl.Handle;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Cli.Commands;

/// <summary>Lists the saved appliances that launches start from, and removes them.</summary>
internal sealed class ApplianceTemplatesCommand : CliCommand
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm 'UTC'";

    private readonly Option<bool> _prune = new("--prune")
    {
        Description = "Remove all of them. The next launch boots and saves a new one; running handles do not notice.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public ApplianceTemplatesCommand(Streams streams)
        : base(streams, "templates", "Lists the saved, booted appliances that launches start from. Old ones go by themselves.")
    {
        Options.Add(_prune);
        Options.Add(_json);
        Examples = [("guestctl appliance templates --prune", "Frees their space.")];
    }

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var settings = new HandleSettings();
        EnvironmentSettings.Apply(settings, Environment.GetEnvironmentVariable, "templates");
        var store = new TemplateStore(settings.EffectiveCacheDirectory, new ErrorLogging(Streams, LogLevel.Warning));
        var templates = arguments.GetValue(_prune) ? store.Prune(TemplateLimits.None) : store.List();
        if (arguments.GetValue(_json))
        {
            WriteJson(templates);
            Streams.Text.WriteLine();
        }
        else if (arguments.GetValue(_prune))
        {
            Streams.Text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Removed {templates.Count}, {ByteSize.Format(templates.Sum(t => t.Bytes))}."));
        }
        else
        {
            WriteText(templates);
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private void WriteText(IReadOnlyList<StoredTemplate> templates)
    {
        var table = new TextTable().Column("Template").Column("Made with").Column("Memory", isNumber: true).Column("On disk", isNumber: true).Column("Made").Column("Last used");
        foreach (var template in templates)
        {
            table.Row(
                template.Key,
                template.IsReadable ? template.Machine : "(damaged)",
                string.Create(CultureInfo.InvariantCulture, $"{template.MemoryMiB} MiB"),
                ByteSize.Format(template.Bytes),
                template.CreatedUtc.ToString(TimeFormat, CultureInfo.InvariantCulture),
                template.UsedUtc.ToString(TimeFormat, CultureInfo.InvariantCulture));
        }

        table.Write(Streams.Text);
    }

    private void WriteJson(IReadOnlyList<StoredTemplate> templates)
    {
        using var json = new Utf8JsonWriter(Streams.Bytes, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var template in templates)
        {
            json.WriteStartObject();
            json.WriteString("key", template.Key);
            json.WriteString("machine", template.Machine);
            json.WriteNumber("memory_mib", template.MemoryMiB);
            json.WriteNumber("bytes", template.Bytes);
            json.WriteString("created", template.CreatedUtc);
            json.WriteString("used", template.UsedUtc);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
