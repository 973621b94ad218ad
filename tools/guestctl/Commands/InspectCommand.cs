using System.CommandLine;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Inspection;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Says what operating systems are on disk images.</summary>
internal sealed class InspectCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Option<bool> _json = GuestOptions.CreateJson();
    private readonly Option<bool> _xml = new("--xml") { Description = "Print XML as virt-inspector does." };
    private readonly Option<bool> _applications = new("--applications") { Description = "List all installed applications." };

    public InspectCommand(Streams streams)
        : base(streams, "inspect", "Shows the operating systems on disk images: product, versions, file systems, applications.")
    {
        _guest.AddTo(this);
        Options.Add(_applications);
        Options.Add(_json);
        Options.Add(_xml);
        Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_xml))
            {
                result.AddError("--json and --xml exclude each other.");
            }
        });
        Examples =
        [
            ("guestctl inspect -a disk.qcow2", "Shows what is on the disk."),
            ("guestctl inspect -a disk.qcow2 --applications", "Also lists every installed package."),
            ("guestctl inspect -a one.img -a two.img --json", "A guest with two disks, for a program."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        IReadOnlyList<GuestSystem> systems;
        CliException? nothing = null;
        var image = _guest.Read(arguments);
        await using (var opened = await OpenedGuest.LaunchAsync(image, Streams, cancellation).ConfigureAwait(false))
        {
            await image.Keys.OpenDevicesAsync(opened.Guest, Streams, asks: true, cancellation).ConfigureAwait(false);
            systems = await new SystemReader(opened.Guest, Streams).ReadAllAsync(cancellation).ConfigureAwait(false);
            if (systems.Count == 0)
            {
                nothing = await NothingFound.NoSystemAsync(opened.Guest, "'guestctl filesystems' lists what is there", cancellation).ConfigureAwait(false);
            }
        }

        if (arguments.GetValue(_json))
        {
            SystemJson.Write(Streams.Bytes, systems);
            Streams.Text.WriteLine();
        }
        else if (arguments.GetValue(_xml))
        {
            SystemXml.Write(Streams.Text, systems);
        }
        else
        {
            new SystemText(Streams.Text, arguments.GetValue(_applications)).Write(systems);
        }

        return nothing is null ? ExitCode.Ok : throw nothing;
    }
}
