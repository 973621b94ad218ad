using System.Globalization;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Launch;

/// <summary>
/// A directory that lives as long as this object. A locked file beside it says that its owner is alive: the kernel drops the lock with the
/// process, however it ends, and unlike a process id it means the same in every container that shares the place.
/// </summary>
internal sealed class OwnedDirectory : IDisposable
{
    private const string LockSuffix = ".lock";
    private const int MaxAttempts = 20;

    private readonly FileStream _lock;

    private OwnedDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Sweeps a root of what dead owners left there, and makes a new directory in it.</summary>
    public static OwnedDirectory Create(string root, ILogger logger)
    {
        Sweep(root, logger);
        for (var attempt = 1; ; attempt++)
        {
            // Short, because a socket's path is.
            var path = System.IO.Path.Combine(root, System.IO.Path.GetRandomFileName()[..8]);
            try
            {
                var held = new FileStream(path + LockSuffix, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
                // For people who look; the lock is what counts.
                held.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
                held.Flush();
                UserRoot.CreatePrivate(path);
                return new OwnedDirectory(path, held);
            }
            catch (IOException) when (attempt < MaxAttempts)
            {
                // The name is taken, or a sweeper caught the file between its making and its locking.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Without its lock file nobody would find a directory that could not be deleted.
        if (TryDelete(Path))
            File.Delete(Path + LockSuffix);
        _lock.Dispose();
    }

    private static void Sweep(string root, ILogger logger)
    {
        foreach (var file in Directory.EnumerateFiles(root, "*" + LockSuffix))
        {
            try
            {
                using var free = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None, 1);
                var path = file[..^LockSuffix.Length];
                if (Directory.Exists(path))
                    LaunchLog.Swept(logger, path);
                if (TryDelete(path))
                    File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Locked: its owner is alive. Or another launch sweeps it right now.
            }
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next launch tries again.
            return false;
        }
    }
}
