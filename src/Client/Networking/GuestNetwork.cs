using System.Runtime.InteropServices;
using System.Text;
using GuestCtl.Confining;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Networking;

/// <summary>
/// The guest's network in a process of its own: passt turns the guest's packets into sockets of the host, so that QEMU needs none. It ends by itself
/// when QEMU's end of the connection closes.
/// </summary>
internal sealed class GuestNetwork : IDisposable
{
    private const int MaxErrorBytes = 4096;

    // It says that it is ready by leaving for the background, which takes milliseconds.
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(10);

    // The first QEMU that can hand the packets to a socket.
    private static readonly QemuVersion FirstWithStreams = new(7, 2, 0);

    // The addresses that the daemon gives to the guest. A hardware address of the host's choice would be another one after a restore.
    private static readonly string[] Arguments =
    [
        "--quiet", "--stderr", "--ipv4-only", "--address", "169.254.2.15", "--netmask", "255.255.0.0", "--gateway", "169.254.2.2",
        "--dns-forward", "169.254.2.3", "--mac-addr", "52:55:0a:00:02:02", "--fd",
    ];

    private readonly SocketPair? _pair;

    private GuestNetwork(SocketPair pair) => _pair = pair;

    private GuestNetwork(string obstacle) => Obstacle = obstacle;

    /// <summary>The socket for QEMU; null if there is none.</summary>
    public SafeHandle? QemuEnd => _pair?.Own.SafeHandle;

    /// <summary>Why there is none, so that QEMU must use its own network; null if there is one.</summary>
    public string? Obstacle { get; }

    /// <summary>Why this host has no such network, before anything is tried; null if it may have one.</summary>
    public static string? ObstacleOf(QemuBinary qemu) =>
        qemu.Version.CompareTo(FirstWithStreams) < 0 ? $"QEMU {qemu.Version} cannot use passt; QEMU {FirstWithStreams} can"
        : QemuSearch.FindProgram("passt") is null ? "passt is not installed (apt-get install passt, or dnf install passt)"
        : null;

    /// <summary>Starts it, or says why not.</summary>
    /// <param name="qemu">The emulator that is to use it.</param>
    /// <param name="logger">Told what confines it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<GuestNetwork> StartAsync(QemuBinary qemu, ILogger logger, CancellationToken cancellation)
    {
        if (ObstacleOf(qemu) is { } obstacle)
        {
            return new GuestNetwork(obstacle);
        }

        var pair = new SocketPair();
        StartedProgram? program = null;
        try
        {
            program = Confiner.WithoutMemory(logger).Start(new ConfinementRequest
            {
                Program = QemuSearch.FindProgram("passt")!,
                Arguments = [.. Arguments, $"{InheritedDescriptor.First}"],
                Descriptors = [new InheritedDescriptor(pair.Other)],
                WhyNetwork = "it is the network",
                OwnSession = true,
                ConfinesItself = true,
            });
            pair.Other.Dispose();
            var code = await program.Ended.WaitAsync(ReadyTimeout, cancellation).ConfigureAwait(false);
            if (code == 0)
            {
                return new GuestNetwork(pair);
            }

            pair.Dispose();
            var said = await ReadAsync(program.Errors, cancellation).WaitAsync(ReadyTimeout, cancellation).ConfigureAwait(false);
            return new GuestNetwork($"passt ended with exit code {code}: {said}");
        }
        catch (Exception e) when (e is ConfinementException or TimeoutException or IOException)
        {
            program?.Kill();
            pair.Dispose();
            return new GuestNetwork($"passt did not start: {e.Message}");
        }
        catch
        {
            program?.Kill();
            pair.Dispose();
            throw;
        }
        finally
        {
            program?.Output.Dispose();
            program?.Errors.Dispose();
        }
    }

    /// <summary>Closes our copy of QEMU's end.</summary>
    public void Dispose() => _pair?.Dispose();

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[MaxErrorBytes];
        var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return count == 0 ? "it said nothing" : Encoding.UTF8.GetString(buffer, 0, count).Trim().ReplaceLineEndings("; ");
    }
}
