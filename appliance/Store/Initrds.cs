using GuestCtl.Appliances.Images;

namespace GuestCtl.Appliances.Store;

/// <summary>The initrds of one base, one per build of the daemon.</summary>
internal sealed class Initrds(string directory, ApplianceManifest manifest)
{
    // A developer makes a new daemon many times a day; an old initrd costs one second to make again.
    private const int Kept = 4;

    private ApplianceFile Base => manifest.Files.First(file => file.Name == CacheLayout.BaseInitrd);

    /// <summary>The complete initrd of this daemon, or null.</summary>
    internal InitrdRecord? Find(DaemonFile daemon)
    {
        var known = Directory.EnumerateFiles(directory, $"{CacheLayout.InitrdPrefix}*.json")
            .Select(ManifestJson.ReadInitrd)
            .FirstOrDefault(record => record is not null && daemon.IsRecordedBy(record) && IsComplete(record));
        if (known is not null)
            return known;
        var path = RecordPath(CacheLayout.InitrdName(daemon.Hash));
        if (ManifestJson.ReadInitrd(path) is not { } record || !IsComplete(record))
            return null;
        TryRemember(path, record with { Daemon = daemon.FullName, DaemonSize = daemon.Size, DaemonChanged = daemon.Changed });
        return record;
    }

    /// <summary>Makes the initrd of this daemon. The caller holds the lock.</summary>
    internal async Task WriteAsync(DaemonFile daemon, CancellationToken cancel)
    {
        var name = CacheLayout.InitrdName(daemon.Hash);
        var path = Path.Combine(directory, name);
        var staged = path + ".new";
        DaemonInitrd.Write(staged, Path.Combine(directory, CacheLayout.BaseInitrd), Path.Combine(directory, CacheLayout.Libraries), daemon.FullName);
        Durable.FlushFile(staged);
        var file = new ApplianceFile(name, new FileInfo(staged).Length, await FileHash.Sha256Async(staged, cancel).ConfigureAwait(false));
        var record = RecordPath(name);
        // The record goes last: an initrd without one is not there.
        File.Delete(record);
        File.Move(staged, path, overwrite: true);
        ManifestJson.Write(record + ".new", new InitrdRecord(file, Base.Sha256, daemon.FullName, daemon.Size, daemon.Changed));
        Durable.FlushFile(record + ".new");
        File.Move(record + ".new", record, overwrite: true);
        Durable.FlushDirectory(directory);
        Prune(Kept);
    }

    /// <summary>Deletes all but the newest initrds.</summary>
    internal void Prune(int keep)
    {
        foreach (var path in Directory.EnumerateFiles(directory, $"{CacheLayout.InitrdPrefix}*{CacheLayout.InitrdSuffix}")
            .OrderByDescending(File.GetLastWriteTimeUtc).Skip(keep).ToList())
        {
            File.Delete(RecordPath(Path.GetFileName(path)));
            File.Delete(path);
        }
    }

    // The same daemon in another place: the next launch does not read all of it again.
    private static void TryRemember(string path, InitrdRecord record)
    {
        var staged = path + "." + Path.GetRandomFileName();
        try
        {
            ManifestJson.Write(staged, record);
            File.Move(staged, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it does.
        }
    }

    private bool IsComplete(InitrdRecord record) =>
        record.BaseSha256 == Base.Sha256 && SizeCheck.IsIntact(directory, record.File);

    private string RecordPath(string name) => Path.Combine(directory, Path.ChangeExtension(name, ".json"));
}
