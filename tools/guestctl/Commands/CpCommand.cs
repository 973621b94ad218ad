using System.CommandLine;
using GuestCtl.Cli.Copying;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Copies files between a guest and the host.</summary>
internal sealed class CpCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Option<bool> _recursive = new("--recursive", "-r", "-R") { Description = "Copy directories with their content." };
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Sources, then the destination. Paths in the guest are written :/path; all others are on this machine.", Arity = ArgumentArity.OneOrMore,
    };

    public CpCommand(Streams streams)
        : base(streams, "cp", "Copies files and directories out of a guest, or into it with -w.")
    {
        _guest.AddTo(this, mounts: true, writes: true);
        Options.Add(_recursive);
        Arguments.Add(_paths);
        Examples =
        [
            ("guestctl cp -a disk.qcow2 :/etc/hosts ./hosts", "Copies a file out of the guest."),
            ("guestctl cp -a disk.qcow2 -r :/etc :/home backup/", "Copies directories out, into a directory that exists."),
            ("guestctl cp -a disk.qcow2 -w motd :/etc/motd", "Copies a file into the guest, which changes the image."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var paths = CopyArguments.Parse(arguments.GetValue(_paths)!);
        if (paths.IntoGuest && !_guest.IsWritable(arguments))
        {
            throw new CliException("cp: copying into the guest changes the image; say -w if you want that", ExitCode.Usage);
        }

        var mounts = _guest.ReadMounts(arguments);
        var image = _guest.Read(arguments) with { Writable = paths.IntoGuest };
        var recursive = arguments.GetValue(_recursive);
        await using var opened = await MountedGuest.OpenAsync(image, mounts, Streams, cancellation).ConfigureAwait(false);
        if (!paths.IntoGuest)
        {
            await new CopyOut(opened.Guest, Streams).RunAsync(paths, recursive, cancellation).ConfigureAwait(false);
            return ExitCode.Ok;
        }

        await new CopyIn(opened.Guest, Streams).RunAsync(paths, recursive, cancellation).ConfigureAwait(false);

        // Only shutdown tells of writes that failed at the very end.
        await opened.Guest.ShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
