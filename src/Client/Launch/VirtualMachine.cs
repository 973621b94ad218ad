using System.Globalization;
using GuestCtl.Confining;
using GuestCtl.Drives;
using GuestCtl.Networking;
using GuestCtl.Protocol.Wire;
using GuestCtl.Protocol.Wire.Rings;
using GuestCtl.Qemu.Qmp;
using GuestCtl.SharedMemory;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Launch;

/// <summary>A running QEMU with its QMP negotiated and the guest's channel open. Whether the guest has booted is the channel's matter.</summary>
internal sealed class VirtualMachine : IAsyncDisposable
{
    // A clean end writes out what QEMU holds of a writable image; on a slow disk that takes a while, but not for ever.
    private static readonly TimeSpan QuitTimeout = TimeSpan.FromSeconds(60);

    // A QEMU that closes its connection is about to exit, and why stands in its last words.
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    private readonly DriveBay _bay;

    private VirtualMachine(QemuProcess process, QmpClient qmp, Stream channel, SharedRings? rings, FileSizeLimit? limit, bool mayConnect, ILogger logger)
    {
        Process = process;
        Qmp = qmp;
        Transport = new RingTransport(new StreamTransport(channel));
        Rings = rings;
        MayConnect = mayConnect;
        _bay = new DriveBay(qmp, limit, logger);
    }

    /// <summary>The way to the guest's <see cref="VirtualMachineCommandLine.ChannelName"/>, which can change to <see cref="Rings"/>.</summary>
    public RingTransport Transport { get; }

    /// <summary>The memory that the guest shares; null if it has none.</summary>
    public SharedRings? Rings { get; }

    /// <summary>Whether QEMU can reach drives over the network.</summary>
    public bool MayConnect { get; }

    /// <summary>The machine protocol.</summary>
    public QmpClient Qmp { get; }

    /// <summary>The process.</summary>
    public QemuProcess Process { get; }

    /// <summary>The last 64 KiB of the guest's console.</summary>
    public string ConsoleTail => Process.ConsoleTail;

    /// <summary>Starts QEMU and waits until it has connected to us.</summary>
    /// <exception cref="LaunchException">QEMU ended, or did not connect in time. Nothing is left running.</exception>
    public static async Task<VirtualMachine> StartAsync(VirtualMachineSpec spec, ILogger logger, CancellationToken cancellation = default)
    {
        using var network = spec.Network && OperatingSystem.IsLinux() ? await GuestNetwork.StartAsync(spec.Qemu, logger, cancellation).ConfigureAwait(false) : null;
        var rings = spec.SharesRings ? SharedRings.TryCreate() : null;
        using var ends = MachineEnds.Create(spec with { Rings = rings?.Memory, NetworkEnd = network?.QemuEnd });
        var arguments = VirtualMachineCommandLine.Build(spec, ends.Names);
        QemuProcess process;
        try
        {
            process = QemuProcess.Start(
                spec.Qemu.Path, arguments, spec.Process with
                {
                    Binary = spec.Qemu, Descriptors = ends.Descriptors, WhyNetwork = WhyNetwork(spec, network), RemoteDrives = spec.RemoteDrives,
                    UsesKvm = spec.Accel == Accelerator.Kvm,
                }, logger);
        }
        catch
        {
            rings?.Dispose();
            throw;
        }
        ends.Started();
        var limit = (spec.Process.WhyOpen ?? spec.Qemu.WhyOpen) is null ? FileSizeLimit.TryImpose(process.Id) : null;
        QmpClient? qmp = null;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            waiting.CancelAfter(spec.ConnectTimeout);
            var connecting = ConnectAsync(waiting.Token);
            // Whatever QEMU dislikes makes it exit, so its end is the other thing to wait for.
            if (await Task.WhenAny(connecting, process.Exited).ConfigureAwait(false) != connecting)
                await waiting.CancelAsync().ConfigureAwait(false);
            return new VirtualMachine(process, qmp!, await connecting.ConfigureAwait(false), rings, limit, spec.RemoteDrives is not null || !OperatingSystem.IsLinux(), logger);
        }
        catch (Exception e)
        {
            if (e is not OperationCanceledException)
                await Task.WhenAny(process.Exited, Task.Delay(LastWordsTimeout, CancellationToken.None)).ConfigureAwait(false);
            var ended = process.Exited.IsCompleted;
            await process.DisposeAsync().ConfigureAwait(false);
            if (qmp is not null)
                await qmp.DisposeAsync().ConfigureAwait(false);
            rings?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw Failed(spec, process, ended, e);
        }

        async Task<Stream> ConnectAsync(CancellationToken token)
        {
            var monitor = await ends.AcceptQmpAsync(token).ConfigureAwait(false);
            qmp = await QmpClient.ConnectAsync(monitor, logger, token).ConfigureAwait(false);
            return await ends.AcceptChannelAsync(token).ConfigureAwait(false);
        }
    }

    /// <summary>Opens the image of a drive, so that it can be plugged in.</summary>
    /// <param name="drive">The drive; owned by this machine from now on.</param>
    /// <param name="target">Its number on the bus, 0 to 254; the guest finds it there.</param>
    /// <param name="cancellation">Gives up; what was done so far is undone.</param>
    /// <exception cref="DriveException">QEMU cannot open it.</exception>
    public Task OpenAsync(PreparedDrive drive, int target, CancellationToken cancellation = default) => _bay.OpenAsync(drive, target, cancellation);

    /// <summary>Plugs an opened drive in.</summary>
    /// <exception cref="DriveException">QEMU cannot attach it.</exception>
    public Task PlugAsync(int target, CancellationToken cancellation = default) => _bay.PlugAsync(target, cancellation);

    /// <summary>Unplugs a drive and closes its image.</summary>
    public Task DetachAsync(int target, CancellationToken cancellation = default) => _bay.DetachAsync(target, cancellation);

    /// <summary>Ends the machine. An image that is open for writing is closed cleanly; otherwise QEMU is simply killed, which is faster.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_bay.HasWritable && !Process.Exited.IsCompleted)
            await TryQuitAsync().ConfigureAwait(false);
        await Process.DisposeAsync().ConfigureAwait(false);
        await Qmp.DisposeAsync().ConfigureAwait(false);
        Transport.Dispose();
        Rings?.Dispose();
        _bay.Dispose();
    }

    private static string? WhyNetwork(VirtualMachineSpec spec, GuestNetwork? network) =>
        spec.Network ? network is null ? "this system has no passt" : network.Obstacle
        : null;

    private async Task TryQuitAsync()
    {
        try
        {
            await Qmp.QuitAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is QmpException or QmpConnectionException or TimeoutException)
        {
            // It may have closed the connection before its answer; whether it ends is seen next, and what does not end is killed.
        }
        await Task.WhenAny(Process.Exited, Task.Delay(QuitTimeout)).ConfigureAwait(false);
    }

    private static LaunchException Failed(VirtualMachineSpec spec, QemuProcess process, bool ended, Exception cause)
    {
        var said = process.ErrorText.Trim();
        var what = ended
            ? string.Create(CultureInfo.InvariantCulture, $"QEMU ended with exit code {process.Exited.Result} before it was ready")
            : cause is OperationCanceledException
                ? string.Create(CultureInfo.InvariantCulture, $"QEMU did not connect within {spec.ConnectTimeout.TotalSeconds:0} seconds")
                : $"QEMU could not be reached: {cause.Message}";
        return new LaunchException($"{what} ({spec.Qemu.Path}, version {spec.Qemu.Version}, {spec.Accel.QemuName()}). " +
            (said.Length == 0 ? "It said nothing." : "It said: " + said), cause) { ConsoleTail = process.ConsoleTail };
    }
}
