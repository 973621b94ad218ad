using System.Text;
using GuestCtl.Daemon.Boot;
using GuestCtl.Daemon.Channel;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Engines;

/// <summary>The daemon's own program, started once more for an engine. It is called over a socket, as the host calls the daemon.</summary>
internal sealed class EngineProcess
{
    private static readonly IReadOnlyList<byte[]> Environment = [.. new[] { "PATH=/usr/sbin:/usr/bin", "LC_ALL=C.UTF-8" }.Select(Encoding.ASCII.GetBytes)];

    private readonly int _pid;
    private readonly FrameClient _client;
    private string? _end;

    private EngineProcess(int pid, FrameConnection connection)
    {
        (_pid, _client) = (pid, new FrameClient(connection));
        Invoker = new FrameCallInvoker(_client);
    }

    /// <summary>The way of calls.</summary>
    public FrameCallInvoker Invoker { get; }

    /// <summary>Whether it takes no more calls.</summary>
    public bool HasEnded => _client.Connection.Cause is not null;

    /// <summary>Starts a process.</summary>
    /// <exception cref="OperationFailedException">It cannot be started.</exception>
    public static EngineProcess Start(string name)
    {
        var (own, other) = Libc.SocketPair();
        int pid;
        using (other)
        using (var console = new SafeFileHandle(2, ownsHandle: false))
        {
            byte[][] arguments = ["guestctld"u8.ToArray(), .. EngineProgram.Arguments(name).Select(Encoding.ASCII.GetBytes)];
            var error = Libc.Spawn(Encoding.ASCII.GetBytes(InitProcess.Executable), arguments, Environment, [other, console, console], null, out pid);
            if (error != 0)
            {
                own.Dispose();
                throw OperationFailedException.FromErrno($"starting the process of {name}", error);
            }
        }

        OutOfMemory.Expose(pid);
        try
        {
            return new EngineProcess(pid, Handshake.Run(new FileTransport(own, $"the process of {name}"), new Hello()));
        }
        catch (IOException e)
        {
            Libc.Kill(pid, Libc.SigKill);
            Libc.WaitFor(pid);
            own.Dispose();
            throw new OperationFailedException($"starting the process of {name}: {e.Message}", Errno.EIO);
        }
    }

    /// <summary>Ends it, and tells how it ended: by itself if it had ended before.</summary>
    public string End()
    {
        lock (_client)
        {
            return _end ??= Reap();
        }
    }

    private string Reap()
    {
        Libc.Kill(_pid, Libc.SigKill);
        var status = Libc.WaitFor(_pid);
        _client.Dispose();
        var signal = status & 0x7f;
        return signal == 0 ? $"ended with exit status {status >> 8}" : $"was ended by signal {signal}";
    }
}
