using System.CommandLine;
using GuestCtl.Cli.Disks;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Lists the file systems on disk images.</summary>
internal sealed class FilesystemsCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Option<bool> _json = GuestOptions.CreateJson();

    public FilesystemsCommand(Streams streams)
        : base(streams, "filesystems", "Lists the file systems on disk images, with type, label, UUID, size and what they lie on.")
    {
        _guest.AddTo(this);
        Options.Add(_json);
        Examples = [("guestctl filesystems -a disk.qcow2", "Lists all file systems, also where there is no operating system.")];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        IReadOnlyList<FilesystemRow> rows;
        var image = _guest.Read(arguments);
        await using (var opened = await OpenedGuest.LaunchAsync(image, Streams, cancellation).ConfigureAwait(false))
        {
            // A list of what can be seen without a key is of use, too, so nobody is asked for one.
            await image.Keys.OpenDevicesAsync(opened.Guest, Streams, asks: false, cancellation).ConfigureAwait(false);

            await NothingFound.WarnAsync(opened.Guest, Streams, cancellation).ConfigureAwait(false);
            rows = await new FilesystemReader(opened.Guest).ReadAsync(cancellation).ConfigureAwait(false);
        }

        if (arguments.GetValue(_json))
        {
            WriteJson(rows);
            Streams.Text.WriteLine();
            return ExitCode.Ok;
        }

        var table = new TextTable().Column("Device").Column("Type").Column("Size", isNumber: true).Column("Label").Column("UUID").Column("On");
        foreach (var row in rows)
        {
            table.Row(row.Mountable, row.Type, row.Size is { } size ? ByteSize.Format(size) : "?", row.Label ?? "-", row.Uuid ?? "-",
                row.Parents.Count == 0 ? "-" : string.Join(", ", row.Parents));
        }

        table.Write(Streams.Text);
        return ExitCode.Ok;
    }

    private void WriteJson(IReadOnlyList<FilesystemRow> rows)
    {
        using var json = GuestJson.Create(Streams.Bytes);
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteGuest("device", row.Mountable);
            json.WriteGuest("type", row.Type);
            json.WriteGuest("label", row.Label);
            json.WriteGuest("uuid", row.Uuid);
            if (row.Size is { } size)
            {
                json.WriteNumber("size", size);
            }

            json.WriteStartArray("parents");
            foreach (var parent in row.Parents)
            {
                json.WriteStartObject();
                json.WriteGuest("device", parent);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
