using GuestCtl.Cli.Shell.Host;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>A file of the guest on the host for a moment, for a program of the host to work on.</summary>
internal sealed class LocalCopy : IDisposable
{
    /// <summary>Creates an empty copy.</summary>
    /// <param name="session">The shell.</param>
    /// <param name="name">The name in the guest, whose extension the copy keeps.</param>
    public LocalCopy(ShellSession session, string name) => Path = TemporaryFile.Create(session.Guest.GetTmpdir(), System.IO.Path.GetExtension(name));

    /// <summary>Its name on the host.</summary>
    public string Path { get; }

    /// <summary>Runs a program on the copy.</summary>
    /// <param name="program">A command of the host's shell, which gets the name of the copy as its last word.</param>
    /// <returns>Its exit code, and whether the copy is another than before.</returns>
    public (int ExitCode, bool IsChanged) Run(string program)
    {
        var before = Look();
        var code = HostShell.Run($"{program} {HostShell.Quote(Path)}");
        return (code, Look() != before);
    }

    public void Dispose() => File.Delete(Path);

    private (DateTime Written, long Length) Look()
    {
        var file = new FileInfo(Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
