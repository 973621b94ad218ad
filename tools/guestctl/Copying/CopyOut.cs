using GuestCtl.Copying;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Copying;

/// <summary>Copies files and directories from the guest to the host.</summary>
internal sealed class CopyOut(GuestFs guest, Streams streams)
{
    public async Task RunAsync(CopyArguments paths, bool recursive, CancellationToken cancellation)
    {
        var intoDirectory = Directory.Exists(paths.Destination);
        if (!intoDirectory && (paths.Sources.Count > 1 || (paths.Destination.EndsWith('/') && !recursive)))
        {
            throw new CliException($"'{paths.Destination}' is not a directory that exists");
        }

        foreach (var source in paths.Sources)
        {
            var target = intoDirectory ? Path.Combine(paths.Destination, PathNames.NameOf(source)) : paths.Destination;
            if (!await guest.IsDirAsync(source, followSymlinks: true, cancellation).ConfigureAwait(false))
            {
                await CopyFileAsync(source, target, cancellation).ConfigureAwait(false);
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
        if (Directory.Exists(target))
        {
            throw new CliException($"'{target}' is a directory, and '{source}' is a file");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } directory && !Directory.Exists(directory))
        {
            throw new CliException($"'{target}' cannot be written: there is no directory '{directory}' on this machine; make it first");
        }

        // Asked before the host's file is touched: a source that does not exist must not empty it.
        var size = await guest.FilesizeAsync(source, cancellation).ConfigureAwait(false);
        var isNew = !File.Exists(target);
        try
        {
            await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            await using var counted = new ProgressStream(file, streams.Status, Label(source), size);
            await guest.DownloadAsync(GuestFilePath.Of(source), counted, cancellation).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            // Half a file must not pass for a whole one.
            File.Delete(target);
            throw;
        }
        finally
        {
            streams.Status?.Finish();
        }
    }

    private async Task CopyTreeAsync(string source, string target, CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        await using var unpacker = HostTar.Unpack(target);
        try
        {
            await using var filter = new TarFilter(unpacker.Input, skipped =>
                streams.ErrorLine($"guestctl: warning: {TerminalText.EscapeLine($"{skipped} is a device or a pipe, and was not copied")}"));
            await using var counted = new ProgressStream(filter, streams.Status, Label(source), null);
            await guest.TarOutAsync(source, counted, numericOwner: true, cancellationToken: cancellation).ConfigureAwait(false);
        }
        catch (IOException) when (!cancellation.IsCancellationRequested)
        {
            // tar ended early, and says why.
            await unpacker.FinishAsync().ConfigureAwait(false);
            throw;
        }

        await unpacker.FinishAsync().ConfigureAwait(false);
        streams.Status?.Finish();
    }

    private static string Label(string source) => $"Copying {TerminalText.EscapeLine(PathNames.NameOf(source) is { Length: > 0 } name ? name : source)}";
}
