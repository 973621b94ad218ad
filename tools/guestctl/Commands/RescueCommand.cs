using System.CommandLine;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;
using GuestCtl.Cli.Rescue;

namespace GuestCtl.Cli.Commands;

/// <summary>A root shell in the appliance, on the caller's terminal.</summary>
internal sealed class RescueCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Option<bool> _inspector = new("--inspector", "-i") { Description = "Look for the guest's operating system, and mount its file systems under /sysroot." };

    public RescueCommand(Streams streams)
        : base(streams, "rescue", "Runs a root shell in the appliance, with the guest's disks attached.")
    {
        _guest.AddTo(this, mounts: true, writes: true, scratch: true);
        Options.Add(_inspector);
        Examples =
        [
            ("guestctl rescue -a disk.qcow2 -i", "Mounts the guest's file systems under /sysroot; what is changed there is not kept."),
            ("guestctl rescue -a disk.qcow2 -w -m /dev/sda1", "Mounts one file system under /sysroot, for reading and writing."),
            ("guestctl rescue --scratch", "A shell with an empty drive, to try things out."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var image = _guest.Read(arguments);
        var mounts = _guest.ReadMounts(arguments);
        var inspects = arguments.GetValue(_inspector);
        if (inspects && mounts.Count > 0)
        {
            throw new CliException("-i and -m exclude each other: -i mounts all of the guest's file systems, -m those that you name", ExitCode.Usage);
        }

        await using var opened = inspects || mounts.Count > 0
            ? await MountedGuest.OpenAsync(image, mounts, Streams, cancellation).ConfigureAwait(false)
            : await OpenedGuest.LaunchAsync(image, Streams, cancellation).ConfigureAwait(false);
        Streams.ErrorLine("The rescue shell runs in the appliance, not in the guest: the guest's files are below /sysroot, if they are mounted.");
        Streams.ErrorLine("'exit' or Ctrl-D ends it; Ctrl-] ends it when nothing else does.");
        await new RescueSession(opened.Guest.CreateConsole(), Streams.Bytes).RunAsync(cancellation).ConfigureAwait(false);

        // Only shutdown tells of writes that failed at the very end.
        await opened.Guest.ShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
