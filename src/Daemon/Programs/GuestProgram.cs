using GuestCtl.Daemon.Devices.Links;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Programs;

/// <summary>One run of a program of the guest.</summary>
/// <param name="root">The guest.</param>
internal sealed class GuestProgram(GuestRoot root)
{
    // Of what a program complains about, the last part is kept.
    private const int MaxError = 64 * 1024;

    // A program that was killed may have a descendant that still holds its output.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private int _killed;

    /// <summary>Runs a program and waits for its end.</summary>
    /// <param name="arguments">Its name or path, and its arguments.</param>
    /// <param name="output">Gets what it prints. An exception ends the program.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="OperationFailedException">It cannot be run, or it failed: its name and what it said.</exception>
    public void Run(IReadOnlyList<byte[]> arguments, Action<ReadOnlyMemory<byte>> output, CancellationToken cancellation)
    {
        if (arguments is [] or [[], ..])
        {
            throw OperationFailedException.Invalid("the list of arguments must begin with the name of a program", Reasons.ProgramMissing);
        }

        if (arguments.Any(argument => argument.Contains((byte)0)))
        {
            throw OperationFailedException.Invalid("an argument of a program cannot contain a zero byte");
        }

        using (root.OpenRoot())
        {
            // Something must be mounted.
        }

        DeviceLinks.Update();
        cancellation.ThrowIfCancellationRequested();
        var lease = GuestPrograms.Enter(cancellation);
        try
        {
            Run(lease, arguments, output, cancellation);
        }
        finally
        {
            lease.Leave(cancellation);
        }
    }

    private void Run(GuestPrograms.Lease lease, IReadOnlyList<byte[]> arguments, Action<ReadOnlyMemory<byte>> output, CancellationToken cancellation)
    {
        var (outputEnd, outputInput) = Libc.Pipe();
        var (errorEnd, errorInput) = Libc.Pipe();
        using (outputEnd)
        using (errorEnd)
        {
            int pid;
            using (outputInput)
            using (errorInput)
            {
                pid = Start(lease.Space, arguments, outputInput, errorInput);
            }

            var error = new MemoryStream();
            var status = 0;
            try
            {
                using var registration = cancellation.Register(() => Kill(lease, pid));
                Pump(outputEnd, output, errorEnd, error, cancellation);
            }
            catch
            {
                Kill(lease, pid);
                throw;
            }
            finally
            {
                status = Libc.WaitFor(pid);
            }

            cancellation.ThrowIfCancellationRequested();
            Check(GuestText.Decode(arguments[0]), status, GuestText.Decode(error.ToArray()).Trim());
        }
    }

    private void Kill(GuestPrograms.Lease lease, int pid)
    {
        if (Interlocked.Exchange(ref _killed, 1) == 0)
        {
            lease.Kill(pid);
        }
    }

    private static void Check(string name, int status, string said)
    {
        if (status == 0)
        {
            return;
        }

        var signal = status & 0x7f;
        var how = signal != 0 ? $"was killed by signal {signal}" : $"ended with exit status {status >> 8}";
        throw new OperationFailedException(said.Length > 0 ? $"{name} {how}: {said}" : $"{name} {how} and said nothing", Errno.EIO);
    }

    private int Start(GuestSpace space, IReadOnlyList<byte[]> arguments, SafeFileHandle output, SafeFileHandle error)
    {
        using var input = Libc.Open("/dev/null", OpenFlags.ReadOnly)!;
        var name = arguments[0];
        var umask = ProcessUmask.Current;
        byte[][] candidates = name.Contains((byte)'/') ? [name] : [.. ProgramEnvironment.Path.Select(directory => (byte[])[.. GuestText.Encode(directory), (byte)'/', .. name])];
        var failure = Errno.ENOENT;
        byte[] failed = candidates[^1];
        foreach (var candidate in candidates)
        {
            var result = space.Start(candidate, arguments, input, output, error, umask, out var pid);
            if (result == Errno.ENOEXEC && ProgramFile.IsScript(root, candidate))
            {
                // As a shell does it: a script that does not say what it is for.
                result = space.Start("/bin/sh"u8.ToArray(), ["sh"u8.ToArray(), candidate, .. arguments.Skip(1)], input, output, error, umask, out pid);
            }

            if (result == 0)
            {
                return pid;
            }

            // Another directory may have it; but what was there and did not work is the thing to tell.
            if (result is not (Errno.ENOENT or Errno.ENOTDIR) || ProgramFile.Exists(root, candidate))
            {
                (failure, failed) = (result, candidate);
                if (result != Errno.EACCES)
                {
                    break;
                }
            }
        }

        throw ProgramFile.Explain(root, name, failed, failure);
    }

    private static void Pump(SafeFileHandle outputEnd, Action<ReadOnlyMemory<byte>> output, SafeFileHandle errorEnd, MemoryStream error, CancellationToken cancellation)
    {
        var buffer = new byte[Protocol.Wire.FrameLimits.ChunkSize];
        var (hasOutput, hasError) = (true, true);
        while ((hasOutput || hasError) && !cancellation.IsCancellationRequested)
        {
            var (outputReady, errorReady) = Libc.WaitReadable(hasOutput ? outputEnd : null, hasError ? errorEnd : null, Glance);
            if (errorReady)
            {
                var count = Libc.Read(errorEnd, buffer);
                hasError = count > 0;
                Keep(error, buffer.AsSpan(0, Math.Max(count, 0)));
            }

            if (outputReady)
            {
                var count = Libc.Read(outputEnd, buffer);
                hasOutput = count > 0;
                if (hasOutput)
                {
                    output(buffer.AsMemory(0, count));
                }
            }
        }
    }

    private static void Keep(MemoryStream error, ReadOnlySpan<byte> more)
    {
        error.Write(more);
        if (error.Length > 2 * MaxError)
        {
            var tail = error.GetBuffer().AsSpan((int)error.Length - MaxError, MaxError).ToArray();
            error.SetLength(0);
            error.Write(tail);
        }
    }
}
