using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;
using GuestCtl.Protocol.Text;
using GuestCtl.Qemu;

namespace GuestCtl.LocalMounts;

/// <summary>The guest's tree, mounted on a directory of the host.</summary>
internal sealed class LocalMount
{
    /// <summary>What the source of such a mount begins with; the number of the process that serves it follows.</summary>
    public const string SourcePrefix = "guestctl#";

    private const string Unmounter = "fusermount3";

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly nint _fuse;
    private readonly MountWatcher _watcher;
    private GCHandle _tree;
    private bool _isServing;

    private LocalMount(string directory, nint fuse, GCHandle tree, MountWatcher watcher)
    {
        Directory = directory;
        _watcher = watcher;
        _fuse = fuse;
        _tree = tree;
    }

    /// <summary>Where it is.</summary>
    public string Directory { get; }

    /// <summary>Whether it is unmounted and its resources are freed.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Mounts.</summary>
    /// <exception cref="GuestOperationException">There is no libfuse3, or it refuses.</exception>
    public static LocalMount Mount(string directory, LocalTree tree, bool readOnly, string options, int cacheSeconds)
    {
        if (!OperatingSystem.IsLinux() || !Libfuse.IsInstalled)
        {
            throw Failed("libfuse3.so.3 is not on this machine: install the package fuse3", Errno.EOPNOTSUPP);
        }

        if (!System.IO.Directory.Exists(directory))
        {
            throw Path.Exists(directory) ? Failed($"'{directory}' is not a directory", Errno.ENOTDIR) : Failed($"'{directory}' does not exist", Errno.ENOENT);
        }

        var all = string.Create(
            CultureInfo.InvariantCulture,
            $"fsname={SourcePrefix}{Environment.ProcessId},subtype=guestctl,entry_timeout={cacheSeconds},attr_timeout={cacheSeconds},{(readOnly ? "ro" : "rw")}");
        var watcher = StartWatcher(directory);
        var pin = GCHandle.Alloc(tree);
        try
        {
            var fuse = Libfuse.Create(GuestText.Encode(directory), GuestText.Encode(options.Length > 0 ? $"{all},{options}" : all), FuseCallbacks.Operations, GCHandle.ToIntPtr(pin));
            return new LocalMount(directory, fuse, pin, watcher);
        }
        catch (IOException e)
        {
            pin.Free();
            watcher.Dispose();
            throw Failed($"{directory}: {e.Message}", Errno.EINVAL);
        }
    }

    /// <summary>Serves it until it is unmounted.</summary>
    /// <exception cref="GuestOperationException">It is served already, or libfuse3 fails.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_isServing || HasEnded)
            {
                throw new GuestOperationException("mount_local_run", "it runs already, or the file system is unmounted", Errno.EINVAL);
            }

            _isServing = true;
        }

        var serving = Task.Factory.StartNew(() => Libfuse.Serve(_fuse), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int result;
        await using (cancellationToken.Register(Abandon).ConfigureAwait(false))
        {
            result = await serving.ConfigureAwait(false);
        }

        Free();
        cancellationToken.ThrowIfCancellationRequested();
        if (result != 0)
        {
            throw new GuestOperationException("mount_local_run", $"{Directory}: libfuse3 ended with the error {result}", Errno.EIO);
        }
    }

    /// <summary>Unmounts, and waits until nothing is served any more.</summary>
    /// <param name="attempts">How often it is tried, with a second between, while something uses it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GuestOperationException">EBUSY, or what fusermount3 said.</exception>
    public async Task UnmountAsync(int attempts, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_isServing && !HasEnded)
            {
                // Nobody serves it, so nobody uses it.
                Free();
                return;
            }
        }

        while (true)
        {
            var result = await RunUnmounterAsync([], cancellationToken).ConfigureAwait(false);
            if (result.IsSuccess || HasEnded)
            {
                break;
            }

            if (--attempts <= 0)
            {
                var said = result.StandardError.Trim();
                throw new GuestOperationException("umount_local", $"{Directory}: {said}", said.Contains("busy", StringComparison.Ordinal) ? Errno.EBUSY : Errno.EINVAL);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        }

        await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes it away, whoever uses it: they get errors from now on.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            if (HasEnded)
            {
                return;
            }

            if (!_isServing)
            {
                Free();
                return;
            }
        }

        RunUnmounterAsync(["-z"], CancellationToken.None).GetAwaiter().GetResult();
    }

    private static GuestOperationException Failed(string message, int errno) => new("mount_local", message, errno);

    private static string FindUnmounter() =>
        QemuSearch.FindProgram(Unmounter) ?? throw Failed($"{Unmounter} is not on this machine: install the package fuse3", Errno.EOPNOTSUPP);

    private static MountWatcher StartWatcher(string directory)
    {
        try
        {
            return MountWatcher.Start(FindUnmounter(), directory);
        }
        catch (Win32Exception e)
        {
            throw Failed($"{directory}: the process that unmounts it should this one be killed did not start: {e.Message}", Errno.EIO);
        }
    }

    private async Task<BufferedCommandResult> RunUnmounterAsync(string[] options, CancellationToken cancellationToken)
    {
        return await Cli.Wrap(FindUnmounter())
            .WithArguments(["-u", .. options, "--", Directory])
            .WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["LC_ALL"] = "C" })
            .ExecuteBufferedAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    private void Free()
    {
        Libfuse.Unmount(_fuse);
        Libfuse.Destroy(_fuse);
        _watcher.Dispose();
        _tree.Free();
        _ended.TrySetResult();
    }
}
