using System.CommandLine;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;
using GuestCtl.Drives;

namespace GuestCtl.Cli.Commands;

/// <summary>Runs a command line in the appliance: for the build program, which makes test images with the appliance's tools.</summary>
internal sealed class DebugShCommand : CliCommand
{
    private readonly Option<string> _image = new("--add", "-a") { Description = "A raw disk image, changed in place.", Required = true, HelpName = "IMAGE" };
    private readonly Option<string[]> _uploads = new("--upload") { Description = "Copies a host file onto a device before the command runs.", HelpName = "FILE:DEVICE" };
    private readonly Option<bool> _verbose = GuestOptions.CreateVerbose();
    private readonly Option<bool> _trace = GuestOptions.CreateTrace();
    private readonly Argument<string> _command = new("COMMAND") { Description = "The command line for the appliance's shell." };

    public DebugShCommand(Streams streams)
        : base(streams, "debug-sh", "Runs a command line in the appliance with a raw image attached read-write.")
    {
        Hidden = true;
        Options.Add(_image);
        Options.Add(_uploads);
        Options.Add(_verbose);
        Options.Add(_trace);
        Arguments.Add(_command);
    }

    /// <summary>Splits FILE:DEVICE at the last colon before a device, since host file names may hold colons.</summary>
    public static (string File, string Device) ParseUpload(string text)
    {
        var colon = text.LastIndexOf(":/dev/", StringComparison.Ordinal);
        return colon > 0
            ? (text[..colon], text[(colon + 1)..])
            : throw new CliException($"--upload {text}: write FILE:DEVICE, such as root.img:/dev/sda1", ExitCode.Usage);
    }

    protected override bool IsVerbose(ParseResult arguments) => arguments.GetValue(_verbose);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var uploads = arguments.GetValue(_uploads)!.Select(ParseUpload).ToList();
        var image = new ImageOptions([arguments.GetValue(_image)!], "raw", Writable: true, IsVerbose(arguments), arguments.GetValue(_trace));
        await using var opened = await OpenedGuest.LaunchAsync(image, Streams, cancellation).ConfigureAwait(false);
        await CopyAsync(opened.Guest, uploads, cancellation).ConfigureAwait(false);
        var output = await opened.Guest.DebugAsync("sh", [arguments.GetValue(_command)!], cancellation).ConfigureAwait(false);
        await opened.Guest.ShutdownAsync(cancellation).ConfigureAwait(false);
        await Streams.Text.WriteAsync(TerminalText.EscapeLines(output.Length > 0 ? output + "\n" : output).AsMemory(), cancellation).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    // A file is plugged in as a drive and copied there, which is many times faster than sending it through the channel.
    private static async Task CopyAsync(GuestFs guest, IReadOnlyList<(string File, string Device)> uploads, CancellationToken cancellation)
    {
        if (uploads.Count == 0)
        {
            return;
        }

        await guest.DebugAsync("sh", ["lvm vgchange -aay --sysinit >/dev/null"], cancellation).ConfigureAwait(false);
        for (var i = 0; i < uploads.Count; i++)
        {
            var (file, device) = uploads[i];
            await guest.AddDriveAsync(Path.GetFullPath(file), readOnly: true, format: "raw", cancellationToken: cancellation).ConfigureAwait(false);
            await guest.DebugAsync("sh", [$"test -b {ShellWord.Quote(device)} && dd if=/dev/sd{(char)('b' + i)} of={ShellWord.Quote(device)} bs=1M conv=fsync status=none"], cancellation)
                .ConfigureAwait(false);
        }
    }
}
