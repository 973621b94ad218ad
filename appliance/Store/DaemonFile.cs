namespace GuestCtl.Appliances.Store;

/// <summary>The daemon's program file, with what tells one build of it from another.</summary>
internal sealed class DaemonFile
{
    private readonly Lazy<string> _hash;

    internal DaemonFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ApplianceBuildException(
                $"The daemon that runs inside the appliance was looked for at {path} and is not there. "
                + "It is delivered with GuestCtl: put it there, or in .NET set GuestFsOptions.DaemonPath.");
        FullName = file.FullName;
        Size = file.Length;
        Changed = file.LastWriteTimeUtc.Ticks;
        _hash = new Lazy<string>(() => FileHash.Sha256(FullName));
    }

    internal string FullName { get; }

    internal long Size { get; }

    internal long Changed { get; }

    internal string Hash => _hash.Value;

    /// <summary>The place it is looked for when the caller names none.</summary>
    internal static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "guestctld");

    internal bool IsRecordedBy(InitrdRecord record) =>
        record.Daemon == FullName && record.DaemonSize == Size && record.DaemonChanged == Changed;
}
