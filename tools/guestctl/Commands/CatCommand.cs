using System.CommandLine;
using GuestCtl.Copying;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Writes the content of guest files to standard output, byte for byte.</summary>
internal sealed class CatCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files in the guest.", Arity = ArgumentArity.OneOrMore };

    public CatCommand(Streams streams)
        : base(streams, "cat", "Prints files of a guest.")
    {
        _guest.AddTo(this, mounts: true);
        Arguments.Add(_paths);
        Examples =
        [
            ("guestctl cat -a disk.qcow2 /etc/fstab", "Prints one file of the guest."),
            ("guestctl cat -a disk.qcow2 -m /dev/sda1 /grub/grub.cfg", "The same from one file system."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var mounts = _guest.ReadMounts(arguments);
        await using var opened = await MountedGuest.OpenAsync(_guest.Read(arguments), mounts, Streams, cancellation).ConfigureAwait(false);
        var code = ExitCode.Ok;
        foreach (var path in arguments.GetValue(_paths)!)
        {
            try
            {
                await opened.Guest.DownloadAsync(GuestFilePath.Of(path), Streams.Bytes, cancellation).ConfigureAwait(false);
            }
            catch (GuestOperationException e)
            {
                // As cat does: the other files are still wanted.
                code = Failure.Report(e, Streams, verbose: false, cancellation.IsCancellationRequested);
            }
        }

        return code;
    }
}
