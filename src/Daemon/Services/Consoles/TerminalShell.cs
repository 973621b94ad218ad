using System.Text;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Programs;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Consoles;

/// <summary>A shell of the appliance on a terminal of its own: it sees what the daemon has mounted.</summary>
internal sealed class TerminalShell : IDisposable
{
    private const int SigHangup = 1;
    private const string DefaultTerminal = "linux";

    private static readonly byte[][] Arguments = [.. new[] { "bash", "--noprofile", "--norc", "-i" }.Select(Encoding.ASCII.GetBytes)];

    // Programs that were killed let go of file systems within a moment.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _gone = new();
    private readonly SafeFileHandle _terminal;
    private readonly byte[] _name;
    private int _pid;

    /// <summary>Makes the terminal.</summary>
    public TerminalShell(uint rows, uint columns)
    {
        (_terminal, _name) = Libc.OpenTerminal();
        Resize(rows, columns);
    }

    public void Dispose()
    {
        _terminal.Dispose();
        _gone.Set();
    }

    /// <summary>Ends the shell with all that it has started, and waits until it is gone.</summary>
    public void End()
    {
        HangUp();
        _gone.Wait(EndTimeout);
    }

    public void Resize(uint rows, uint columns) => Libc.ResizeTerminal(_terminal, rows, columns);

    /// <summary>Types. What a program does not take is waited for.</summary>
    public void Type(ReadOnlySpan<byte> keys)
    {
        if (!Libc.WriteAll(_terminal, keys))
        {
            throw OperationFailedException.FromLast("typing to the rescue shell");
        }
    }

    /// <summary>Runs the shell until it ends, or its terminal is hung up.</summary>
    /// <param name="kind">The kind of terminal, as in TERM.</param>
    /// <param name="show">Gets what the terminal shows. An exception hangs up.</param>
    /// <param name="cancellation">Hangs up.</param>
    /// <exception cref="OperationFailedException">There is no shell.</exception>
    public void Run(byte[] kind, Action<ReadOnlyMemory<byte>> show, CancellationToken cancellation)
    {
        var error = Libc.SpawnOnTerminal("/bin/bash"u8.ToArray(), Arguments, Variables(kind), _name, out var pid);
        if (error != 0)
        {
            throw new OperationFailedException($"the rescue shell: /bin/bash does not start: {SystemErrors.Text(error)}", error);
        }

        _pid = pid;
        try
        {
            using var registration = cancellation.Register(HangUp);
            Pass(pid, show);
        }
        finally
        {
            HangUp();
            Libc.WaitFor(pid);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    // Programs in the background keep the terminal open, so the shell itself is looked at, too.
    private void Pass(int shell, Action<ReadOnlyMemory<byte>> show)
    {
        var buffer = new byte[FrameLimits.ChunkSize];
        var looked = Environment.TickCount64;
        while (true)
        {
            var (hasOutput, _) = Libc.WaitReadable(_terminal, null, Glance);
            var count = hasOutput ? Libc.Read(_terminal, buffer) : 0;
            if (count > 0)
            {
                show(buffer.AsMemory(0, count));
            }

            var isDue = !hasOutput || Environment.TickCount64 - looked > Glance.TotalMilliseconds;
            if ((hasOutput && count <= 0) || (isDue && ProcessTree.HasEnded(shell)))
            {
                return;
            }

            looked = isDue ? Environment.TickCount64 : looked;
        }
    }

    private static byte[][] Variables(byte[] kind)
    {
        string[] variables = [$"PATH={string.Join(':', ProgramEnvironment.Path)}", "HOME=/root", "LC_ALL=C.UTF-8", "SHELL=/bin/bash", "PS1=><rescue> ", "HISTFILE=/dev/null"];
        var terminal = kind.Length > 0 && !kind.Contains((byte)0) ? kind : Encoding.ASCII.GetBytes(DefaultTerminal);
        return [.. variables.Select(Encoding.ASCII.GetBytes), [.. "TERM="u8, .. terminal]];
    }

    // Once only: the number of a shell that was waited for may be another program's.
    private void HangUp()
    {
        lock (_lock)
        {
            if (_pid > 0)
            {
                Libc.Kill(_pid, SigHangup);
                ProcessTree.Kill(_pid);
                _pid = 0;
            }
        }
    }
}
