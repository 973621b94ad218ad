using System.CommandLine;
using GuestCtl.Cli.Files;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Lists files of a guest.</summary>
internal sealed class LsCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Option<bool> _long = new("--long", "-l") { Description = "Also show type, permissions, owner, size and time (UTC)." };
    private readonly Option<bool> _recursive = new("--recursive", "-R") { Description = "Also list what is in the directories. Symbolic links are not followed." };
    private readonly Option<bool> _json = GuestOptions.CreateJson();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files and directories in the guest. Default: /", Arity = ArgumentArity.ZeroOrMore };

    public LsCommand(Streams streams)
        : base(streams, "ls", "Lists files and directories of a guest.")
    {
        _guest.AddTo(this, mounts: true);
        Options.Add(_long);
        Options.Add(_recursive);
        Options.Add(_json);
        Arguments.Add(_paths);
        Examples =
        [
            ("guestctl ls -a disk.qcow2 /etc", "Lists a directory."),
            ("guestctl ls -a disk.qcow2 -l -R /home", "Lists everything below a directory, with details."),
            ("guestctl ls -a disk.qcow2 -m /dev/sda1 /", "Lists one file system, without looking for an operating system."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var recursive = arguments.GetValue(_recursive);
        var details = arguments.GetValue(_long);
        var paths = arguments.GetValue(_paths) is { Length: > 0 } given ? given : ["/"];
        var mounts = _guest.ReadMounts(arguments);
        await using var opened = await MountedGuest.OpenAsync(_guest.Read(arguments), mounts, Streams, cancellation).ConfigureAwait(false);
        using var json = arguments.GetValue(_json) ? new ListingJson(Streams.Bytes) : null;
        var text = new ListingText(Streams.Text);
        var needs = json is not null ? ListingNeeds.Details : details ? ListingNeeds.Columns : recursive ? ListingNeeds.Kinds : ListingNeeds.Names;
        var walk = new ListingWalk(
            new DirectoryLister(opened.Guest, needs), recursive, paths.Length > 1 || recursive,
            failure => Failure.Report(failure, Streams, verbose: false, interrupted: false));
        await foreach (var listing in walk.RunAsync(paths, cancellation).ConfigureAwait(false))
        {
            if (json is null)
            {
                text.Begin(listing.Heading);
            }

            await foreach (var batch in listing.Entries.ConfigureAwait(false))
            {
                Write(batch, json, text, details ? listing.Columns : null);
            }
        }

        return walk.Failures == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Write(IReadOnlyList<GuestEntry> entries, ListingJson? json, ListingText text, ColumnWidths? columns)
    {
        foreach (var entry in entries)
        {
            if (json is not null)
            {
                json.Write(entry);
            }
            else
            {
                text.Write(entry, columns);
            }
        }
    }
}
