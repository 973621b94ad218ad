using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Launch;

/// <summary>
/// A handle's own directories, closed to other users: a short path for sockets, and a roomy one for overlays and scratch drives
/// (the runtime directory is a small RAM disk on most systems). Both go when the handle closes; those of killed processes go at the next launch.
/// </summary>
internal sealed class PrivateDirectory : IDisposable
{
    // sun_path holds 108 bytes with the final zero on Linux, and 104 on macOS.
    internal const int MaxSocketPathBytes = 103;

    private readonly List<OwnedDirectory> _owned = [];

    private PrivateDirectory(OwnedDirectory sockets, OwnedDirectory files)
    {
        _owned.Add(sockets);
        if (!ReferenceEquals(sockets, files))
            _owned.Add(files);
        Sockets = sockets.Path;
        Files = files.Path;
    }

    /// <summary>For sockets and other small things.</summary>
    public string Sockets { get; }

    /// <summary>For overlays, scratch drives and anything else that may grow.</summary>
    public string Files { get; }

    /// <summary>Makes the directories, after clearing away what dead processes left.</summary>
    /// <param name="logger">Told what was cleared.</param>
    /// <param name="runtimeBase">Replaces <c>XDG_RUNTIME_DIR</c>.</param>
    /// <param name="temporaryBase">Replaces the system's directory for temporary files.</param>
    /// <exception cref="IOException">No place for them.</exception>
    public static PrivateDirectory Create(ILogger logger, string? runtimeBase = null, string? temporaryBase = null)
    {
        temporaryBase ??= Path.GetTempPath();
        runtimeBase ??= Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var files = OwnedDirectory.Create(UserRoot.In(temporaryBase), logger);
        if (string.IsNullOrEmpty(runtimeBase) || !Directory.Exists(runtimeBase))
            return new PrivateDirectory(files, files);
        try
        {
            return new PrivateDirectory(OwnedDirectory.Create(UserRoot.In(runtimeBase), logger), files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // After sudo the variable may still name another user's directory.
            return new PrivateDirectory(files, files);
        }
    }

    /// <summary>The path of a socket.</summary>
    /// <exception cref="IOException">It would be longer than the system allows.</exception>
    public string SocketPath(string name)
    {
        var path = Path.Combine(Sockets, name);
        var length = Encoding.UTF8.GetByteCount(path);
        return length <= MaxSocketPathBytes ? path : throw new IOException(string.Create(CultureInfo.InvariantCulture,
            $"The socket path '{path}' has {length} bytes, and the system allows {MaxSocketPathBytes}. Set XDG_RUNTIME_DIR or TMPDIR to a directory with a shorter path."));
    }

    /// <summary>The path of a file that may grow.</summary>
    public string FilePath(string name) => Path.Combine(Files, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var directory in _owned)
            directory.Dispose();
    }
}
