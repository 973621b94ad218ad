using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GuestCtl.Appliances;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Says what the appliance is made of.</summary>
internal sealed class ApplianceInfoCommand : CliCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, with the version of every package." };

    public ApplianceInfoCommand(Streams streams)
        : base(streams, "info", "Shows what the appliance is made of.")
    {
        Options.Add(_json);
        Examples = [("guestctl appliance info --json", "Lists every package with its version.")];
    }

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var appliance = ApplianceCommand.OpenStore(Streams).Find() ?? throw ApplianceCommand.NotBuilt();
        if (arguments.GetValue(_json))
        {
            WriteJson(appliance);
            Streams.Text.WriteLine();
        }
        else
        {
            WriteText(appliance);
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private void WriteText(Appliance appliance)
    {
        var manifest = appliance.Manifest;
        var size = ByteSize.Format(manifest.Files.Sum(file => file.Size));
        Streams.Text.WriteLine($"Directory:  {TerminalText.EscapeLine(appliance.Directory)}");
        Streams.Text.WriteLine($"Kernel:     {manifest.KernelRelease}");
        Streams.Text.WriteLine($"Built:      {manifest.Built.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}");
        Streams.Text.WriteLine($"Packages:   {manifest.Packages.Count.ToString(CultureInfo.InvariantCulture)}");
        Streams.Text.WriteLine($"Size:       {size}");
        Streams.Text.WriteLine($"Hash:       {appliance.Hash}");
    }

    private void WriteJson(Appliance appliance)
    {
        using var json = new Utf8JsonWriter(Streams.Bytes, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("directory", appliance.Directory);
        json.WriteString("kernel", appliance.Manifest.KernelRelease);
        json.WriteString("built", appliance.Manifest.Built.UtcDateTime);
        json.WriteString("hash", appliance.Hash);
        json.WriteStartArray("files");
        foreach (var file in appliance.Manifest.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("size", file.Size);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("packages");
        foreach (var package in appliance.Manifest.Packages)
        {
            json.WriteStartObject();
            json.WriteString("name", package.Name);
            json.WriteString("version", package.Version);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
