using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Says the versions of the program and of the libguestfs API that it offers.</summary>
internal sealed class VersionCommand : CliCommand
{
    private readonly Option<bool> _json = GuestOptions.CreateJson();

    public VersionCommand(Streams streams)
        : base(streams, "version", "Shows the version of guestctl and of the libguestfs API that it offers.")
    {
        Options.Add(_json);
        Examples = [("guestctl version --json", "For a program.")];
    }

    public static string Own { get; } = typeof(GuestFs).Assembly.GetName().Version!.ToString(3);

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var guest = new GuestFs(new GuestFsOptions { UseEnvironment = false });
        var api = guest.Version();
        var apiVersion = string.Create(CultureInfo.InvariantCulture, $"{api.Major}.{api.Minor}.{api.Release}");
        if (arguments.GetValue(_json))
        {
            using var json = new Utf8JsonWriter(Streams.Bytes, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteString("guestctl", Own);
            json.WriteString("libguestfsApi", apiVersion);
            json.WriteEndObject();
            json.Flush();
            Streams.Text.WriteLine();
        }
        else
        {
            Streams.Text.WriteLine($"guestctl {Own} (libguestfs API {apiVersion})");
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
