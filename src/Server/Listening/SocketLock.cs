using GuestCtl.Appliances.Store;

namespace GuestCtl.Server.Listening;

/// <summary>A locked file beside a socket says that its gateway is alive: the kernel drops the lock with the process, however it ends.
/// So what a killed gateway left behind can be told from the socket of one that is just starting.</summary>
internal sealed class SocketLock : IDisposable
{
    private readonly string _path;
    private readonly FileLock _held;

    private SocketLock(string path, FileLock held) => (_path, _held) = (path, held);

    /// <summary>Takes the lock for a socket's path.</summary>
    /// <exception cref="ServerException">Another gateway has it, or the directory cannot be used.</exception>
    public static SocketLock Take(string socketPath)
    {
        var path = socketPath + ".lock";
        try
        {
            return new SocketLock(path, FileLock.TryTake(path) ?? throw new ServerException(
                $"Cannot listen on {socketPath}: another gateway serves there. Stop it, or choose another path with --listen."));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new ServerException($"Cannot listen on {socketPath}: its directory does not exist. Make it, or choose another path with --listen.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ServerException($"Cannot listen on {socketPath}: this user may not make files there. Choose another path with --listen.", e);
        }
        catch (IOException e)
        {
            throw new ServerException($"Cannot listen on {socketPath}: its lock file cannot be made: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        File.Delete(_path);
        _held.Dispose();
    }
}
