using System.CommandLine;
using System.Globalization;
using GuestCtl.Cli.Disks;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Shows how full the file systems on disk images are.</summary>
internal sealed class DfCommand : CliCommand
{
    private const string Root = "/";

    private readonly GuestOptions _guest = new();
    private readonly Option<bool> _human = new("--human-readable", "-h") { Description = "Print sizes like 1.5G instead of in blocks of 1 KiB." };
    private readonly Option<bool> _json = GuestOptions.CreateJson();

    public DfCommand(Streams streams)
        : base(streams, "df", "Shows how full the file systems on disk images are.")
    {
        _guest.AddTo(this);
        Options.Add(_human);
        Options.Add(_json);
        Examples = [("guestctl df -a disk.qcow2 -h", "Shows each file system that can be mounted, with sizes for people.")];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var usages = new List<Usage>();
        var code = ExitCode.Ok;
        var image = _guest.Read(arguments);
        await using (var opened = await OpenedGuest.LaunchAsync(image, Streams, cancellation).ConfigureAwait(false))
        {
            // A list of what can be seen without a key is of use, too, so nobody is asked for one.
            await image.Keys.OpenDevicesAsync(opened.Guest, Streams, asks: false, cancellation).ConfigureAwait(false);

            await NothingFound.WarnAsync(opened.Guest, Streams, cancellation).ConfigureAwait(false);
            foreach (var row in await new FilesystemReader(opened.Guest).ReadAsync(cancellation).ConfigureAwait(false))
            {
                try
                {
                    if (row.IsMountable)
                    {
                        usages.Add(await MeasureAsync(opened.Guest, row, cancellation).ConfigureAwait(false));
                    }
                }
                catch (GuestOperationException e)
                {
                    code = ExitCode.Failed;
                    Streams.ErrorLine($"guestctl: {TerminalText.EscapeLine($"{row.Mountable} was not measured: {e.Detail}")}");
                }
            }
        }

        if (arguments.GetValue(_json))
        {
            WriteJson(usages);
            Streams.Text.WriteLine();
        }
        else
        {
            WriteTable(usages, arguments.GetValue(_human));
        }

        return code;
    }

    private static async Task<Usage> MeasureAsync(GuestFs guest, FilesystemRow row, CancellationToken cancellation)
    {
        await guest.MountRoAsync(row.Mountable, Root, cancellation).ConfigureAwait(false);
        try
        {
            return Usage.Of(row, await guest.StatvfsAsync(Root, cancellation).ConfigureAwait(false));
        }
        finally
        {
            await guest.UmountAllAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void WriteTable(IReadOnlyList<Usage> usages, bool human)
    {
        var table = new TextTable().Column("Filesystem").Column("Type").Column(human ? "Size" : "1K-blocks", isNumber: true)
            .Column("Used", isNumber: true).Column("Available", isNumber: true).Column("Use%", isNumber: true);
        foreach (var usage in usages)
        {
            table.Row(
                usage.Filesystem.Mountable,
                usage.Filesystem.Type,
                Size(usage.Size),
                Size(usage.Used),
                Size(usage.Available),
                usage.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : "-");
        }

        table.Write(Streams.Text);

        string Size(long bytes) => human ? ByteSize.Format(bytes) : (bytes / 1024).ToString(CultureInfo.InvariantCulture);
    }

    private void WriteJson(IReadOnlyList<Usage> usages)
    {
        using var json = GuestJson.Create(Streams.Bytes);
        json.WriteStartArray();
        foreach (var usage in usages)
        {
            json.WriteStartObject();
            json.WriteGuest("device", usage.Filesystem.Mountable);
            json.WriteGuest("type", usage.Filesystem.Type);
            json.WriteNumber("size", usage.Size);
            json.WriteNumber("used", usage.Used);
            json.WriteNumber("available", usage.Available);
            json.WriteNumber("inodes", usage.Inodes);
            json.WriteNumber("inodesFree", usage.InodesFree);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
