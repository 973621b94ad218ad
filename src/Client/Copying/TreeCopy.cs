using System.IO.Pipelines;

namespace GuestCtl.Copying;

/// <summary>Copies a directory of the guest into one of the host.</summary>
/// <param name="guest">The handle.</param>
internal sealed class TreeCopy(GuestFs guest)
{
    // What the guest may be ahead of the host's disk.
    private const int Ahead = 4 << 20;

    private readonly CopyFailures _failures = new();
    private Exception? _first;

    /// <summary>Whether files belong to whom they belong in the guest, which needs root; else they are the user's.</summary>
    public bool KeepOwners { get; init; }

    /// <summary>Gets the names of devices and pipes, which are left out.</summary>
    public Action<string> Skipped { get; init; } = static _ => { };

    /// <summary>Puts something between, which counts what goes through.</summary>
    public Func<Stream, Stream> Observe { get; init; } = static stream => stream;

    /// <summary>Copies what is in a directory. What cannot be read in the guest or made here is left out, and told at the end.</summary>
    /// <exception cref="TreeCopyException">Some of it was not copied; all else was.</exception>
    /// <exception cref="IOException">This machine takes no more.</exception>
    /// <exception cref="GuestOperationException">The guest sends nothing.</exception>
    public async Task RunAsync(string source, HostDirectory target, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Ahead, resumeWriterThreshold: Ahead / 2, useSynchronizationContext: false));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var unpacking = Task.Run(() => UnpackAsync(pipe.Reader, target, stop), CancellationToken.None);
        GuestOperationException? refused = null;
        try
        {
            await using var output = Observe(pipe.Writer.AsStream(leaveOpen: true));
            await guest.TarOutAsync(source, output, numericOwner: true, cancellationToken: stop.Token).ConfigureAwait(false);
        }
        catch (GuestOperationException e)
        {
            refused = e;
            Interlocked.CompareExchange(ref _first, e, null);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _first, e, null);
        }

        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        var isComplete = await unpacking.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (_first is not null && !(isComplete && ReferenceEquals(_first, refused)))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_first);
        }

        if (refused is not null || _failures.Any)
        {
            throw new TreeCopyException(source, refused, _failures);
        }
    }

    private async Task<bool> UnpackAsync(PipeReader input, HostDirectory target, CancellationTokenSource stop)
    {
        try
        {
            await new TreeUnpacker(target, KeepOwners, Skipped, _failures).RunAsync(input.AsStream(), stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            // Told by the caller, who waits for the guest first.
            Interlocked.CompareExchange(ref _first, e, null);
            await stop.CancelAsync().ConfigureAwait(false);
            return false;
        }
        finally
        {
            await input.CompleteAsync().ConfigureAwait(false);
        }
    }
}
