using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Shell.Host;

/// <summary>A file that is made, or emptied, only when something is written to it: a download that fails before leaves it as it was.</summary>
internal sealed class LazyFile(string path) : WriteOnlyStream
{
    private FileStream? _file;

    /// <summary>Makes the file if nothing was written: what was downloaded is empty.</summary>
    /// <exception cref="IOException">It cannot be made; the message is all that is to be said.</exception>
    public void Complete() => Open();

    /// <exception cref="IOException">It cannot be made or written; the message is all that is to be said.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var file = Open();
        try
        {
            file.Write(buffer);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: write: {HostErrors.Reason(e)}", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }

    private FileStream Open()
    {
        try
        {
            return _file ??= new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"{path}: {(Directory.Exists(path) ? "Is a directory" : path.Length == 0 ? "No such file or directory" : HostErrors.Reason(e))}", e);
        }
    }
}
