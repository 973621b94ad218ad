using GuestCtl.Cli.Shell.Host;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>A file of the guest on the host for a moment, for a program of the host to work on.</summary>
/// <param name="session">The shell.</param>
/// <param name="prefix">What its name begins with.</param>
internal sealed class LocalCopy(ShellSession session, string prefix = "guestfish") : IDisposable
{
    /// <summary>Its name on the host.</summary>
    public string Path { get; } = TemporaryFile.Create(session.Guest.GetTmpdir(), prefix);

    /// <summary>Whether it is another than before the program ran.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Runs a program on the copy.</summary>
    /// <param name="program">A command of the host's shell, which gets the name of the copy as its last word.</param>
    /// <param name="reason">What is said when it fails.</param>
    /// <returns>Whether it succeeded.</returns>
    public bool Run(string program, string reason)
    {
        session.Output.Flush();
        var before = Look();
        var code = HostShell.Run($"{program} {Path}");
        if (HostShell.IsFailure(code))
        {
            session.Errors.Say($"{program} {Path}: {reason}");
            return false;
        }

        if (!File.Exists(Path))
        {
            session.Errors.Say($"{Path}: No such file or directory");
            return false;
        }

        IsChanged = Look() != before;
        return true;
    }

    public void Dispose() => File.Delete(Path);

    private (DateTime Written, long Length) Look()
    {
        var file = new FileInfo(Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
