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

        var incomplete = new List<string>();
        foreach (var source in paths.Sources)
        {
            var isDirectory = await guest.IsDirAsync(source, followSymlinks: true, cancellation).ConfigureAwait(false);
            if (isDirectory && !recursive)
            {
                throw new CliException($"'{source}' is a directory; -r copies it with its content");
            }

            try
            {
                await (isDirectory
                    ? CopyTreeAsync(source, paths.Destination, intoDirectory, cancellation)
                    : intoDirectory
                        ? CopyIntoAsync(source, paths.Destination, cancellation)
                        : CopyFileAsync(source, paths.Destination, cancellation)).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                incomplete.Add(e.Message);
            }
        }

        if (incomplete.Count > 0)
        {
            throw new CliException(string.Join("; ", incomplete));
        }
    }

    // The name comes from the guest, so that what has it already may be a link that an earlier copy brought: it is replaced.
    private async Task CopyIntoAsync(string source, string destination, CancellationToken cancellation)
    {
        var name = PathNames.NameOf(source);
        using var directory = HostDirectory.Open(destination);
        if (directory.HasDirectory(name))
        {
            throw new CliException($"'{Path.Combine(destination, name)}' is a directory, and '{source}' is a file");
        }

        var size = await guest.FilesizeAsync(source, cancellation).ConfigureAwait(false);
        using var file = directory.Create(name);
        await using (var content = file.OpenContent())
        {
            await DownloadAsync(source, content, size, cancellation).ConfigureAwait(false);
        }

        file.TakeName();
    }

    // The name is the caller's own word: it may be a pipe, a device, or a link that belongs to them.
    private async Task CopyFileAsync(string source, string target, CancellationToken cancellation)
    {
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
            await DownloadAsync(source, file, size, cancellation).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            // Half a file must not pass for a whole one.
            File.Delete(target);
            throw;
        }
    }

    private async Task DownloadAsync(string source, Stream target, long size, CancellationToken cancellation)
    {
        try
        {
            await using var counted = new ProgressStream(target, streams.Status, Label(source), size);
            await guest.DownloadAsync(GuestFilePath.Of(source), counted, cancellation).ConfigureAwait(false);
        }
        finally
        {
            streams.Status?.Finish();
        }
    }

    private async Task CopyTreeAsync(string source, string destination, bool intoDirectory, CancellationToken cancellation)
    {
        var name = intoDirectory ? PathNames.NameOf(source) : "";
        if (!intoDirectory)
        {
            Directory.CreateDirectory(destination);
        }

        using var directory = HostDirectory.Open(destination, isNew: !intoDirectory);
        using var made = name.Length > 0 ? directory.OpenOrMake(name) : null;
        var copy = new TreeCopy(guest)
        {
            Observe = stream => new ProgressStream(stream, streams.Status, Label(source), null),
            Skipped = skipped => streams.ErrorLine($"guestctl: warning: {TerminalText.EscapeLine($"{skipped} is a device or a pipe, and was not copied")}"),
        };
        try
        {
            await copy.RunAsync(source, made ?? directory, cancellation).ConfigureAwait(false);
        }
        finally
        {
            streams.Status?.Finish();
        }
    }

    private static string Label(string source) => $"Copying {TerminalText.EscapeLine(PathNames.NameOf(source) is { Length: > 0 } name ? name : source)}";
}
