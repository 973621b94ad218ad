using System.CommandLine;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Mounting;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Commands;

/// <summary>Presents a guest's files in a directory of the host.</summary>
internal sealed class MountCommand : CliCommand
{
    private readonly GuestOptions _guest = new();
    private readonly Option<string?> _options = new("--options", "-o") { Description = "Options for libfuse3, split by commas, such as allow_other.", HelpName = "OPTIONS" };
    private readonly Option<bool> _foreground = new("--foreground") { Description = "Stay in the foreground until it is unmounted; Ctrl-C unmounts it." };
    private readonly Argument<string> _directory = new("DIRECTORY") { Description = "An empty directory on this machine." };

    public MountCommand(Streams streams)
        : base(streams, "mount", "Mounts a guest's files on a directory of this machine; with -w they can be changed.")
    {
        _guest.AddTo(this, mounts: true, writes: true);
        Options.Add(_options);
        Options.Add(_foreground);
        Arguments.Add(_directory);
        Examples =
        [
            ("guestctl mount -a disk.qcow2 /tmp/guest", "Shows the guest's files in /tmp/guest."),
            ("guestctl mount -a disk.qcow2 -w -m /dev/sda1 /tmp/guest", "Mounts one file system, for reading and writing."),
            ("guestctl umount /tmp/guest", "Unmounts it and waits until the image is free."),
        ];
    }

    protected override bool IsVerbose(ParseResult arguments) => _guest.IsVerbose(arguments);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var directory = arguments.GetValue(_directory)!;
        var mounts = _guest.ReadMounts(arguments);
        if (!Directory.Exists(directory))
        {
            throw new CliException($"'{directory}' is not a directory of this machine");
        }

        if (!arguments.GetValue(_foreground) && !BackgroundProcess.IsThis)
        {
            return await BackgroundProcess.StartAsync(_guest.TakesStandardInput(arguments) || !Console.IsInputRedirected, cancellation).ConfigureAwait(false);
        }

        var image = _guest.Read(arguments);
        await using var opened = await MountedGuest.OpenAsync(image, mounts, Streams, cancellation).ConfigureAwait(false);
        await opened.Guest.MountLocalAsync(directory, @readonly: !image.Writable, options: arguments.GetValue(_options), cancellationToken: cancellation).ConfigureAwait(false);
        var serving = opened.Guest.MountLocalRunAsync(cancellation);
        if (BackgroundProcess.IsThis)
        {
            BackgroundProcess.Detach();
        }

        await serving.ConfigureAwait(false);

        // Only shutdown tells of writes that failed at the very end.
        await opened.Guest.ShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
