using GuestCtl.Copying;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Copying;

/// <summary>Copies files and directories from the host into the guest. What is new there belongs to the guest's root.</summary>
internal sealed class CopyIn(GuestFs guest, Streams streams)
{
    private const int PermissionBits = 0x1FF;

    public async Task RunAsync(CopyArguments paths, bool recursive, CancellationToken cancellation)
    {
        var intoDirectory = await guest.IsDirAsync(paths.Destination, followSymlinks: true, cancellation).ConfigureAwait(false);
        if (!intoDirectory && (paths.Sources.Count > 1 || (paths.Destination.EndsWith('/') && !recursive)))
        {
            throw new CliException($"'{paths.Destination}' is not a directory of the guest");
        }

        foreach (var source in paths.Sources)
        {
            var target = intoDirectory ? PathNames.InGuest(paths.Destination, PathNames.NameOf(source)) : paths.Destination;
            if (File.Exists(source))
            {
                await CopyFileAsync(source, target, cancellation).ConfigureAwait(false);
            }
            else if (!Directory.Exists(source))
            {
                throw new CliException($"'{source}' does not exist");
            }
            else if (recursive)
            {
                await CopyTreeAsync(source, target, cancellation).ConfigureAwait(false);
            }
            else
            {
                throw new CliException($"'{source}' is a directory; -r copies it with its content");
            }
        }
    }

    private async Task CopyFileAsync(string source, string target, CancellationToken cancellation)
    {
        var isNew = !await guest.ExistsAsync(target, cancellation).ConfigureAwait(false);
        await using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        await using var counted = new ProgressStream(file, streams.Status, Label(source), file.CanSeek ? file.Length : null);
        await guest.UploadAsync(counted, GuestFilePath.Of(target), cancellation).ConfigureAwait(false);
        if (isNew && !OperatingSystem.IsWindows())
        {
            await guest.ChmodAsync((int)File.GetUnixFileMode(source) & PermissionBits, target, cancellation).ConfigureAwait(false);
        }

        streams.Status?.Finish();
    }

    private async Task CopyTreeAsync(string source, string target, CancellationToken cancellation)
    {
        await guest.MkdirPAsync(target, cancellation).ConfigureAwait(false);
        await using var packer = HostTar.Pack(source);
        await using var counted = new ProgressStream(packer.Output, streams.Status, Label(source), null);
        await guest.TarInAsync(counted, target, cancellationToken: cancellation).ConfigureAwait(false);
        await packer.FinishAsync().ConfigureAwait(false);
        streams.Status?.Finish();
    }

    private static string Label(string source) => $"Copying {TerminalText.EscapeLine(PathNames.NameOf(source) is { Length: > 0 } name ? name : source)}";
}
