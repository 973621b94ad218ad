using GuestCtl.Appliances;
using GuestCtl.Events;
using GuestCtl.Server.Logging;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Serving;

/// <summary>The one handle that the gateway serves.</summary>
internal sealed class ServedGuest : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServedGuest(GuestFs guest, ILogger logger) => (Guest, _logger) = (guest, logger);

    public GuestFs Guest { get; }

    /// <summary>Completes with the cause when QEMU ends; the handle is dead then.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Adds the images and launches.</summary>
    /// <exception cref="GuestOperationException">An image cannot be used.</exception>
    /// <exception cref="ApplianceException">The appliance cannot be built or launched.</exception>
    public static async Task<ServedGuest> LaunchAsync(ServerOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger<ServedGuest>();
        var served = new ServedGuest(
            new GuestFs(new GuestFsOptions { LoggerFactory = loggers, DaemonPath = options.Daemon, ApplianceProgress = new BuildSteps(logger) }), logger);
        try
        {
            await served.StartAsync(options, cancellationToken).ConfigureAwait(false);
            return served;
        }
        catch
        {
            await served.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Guest.DisposeAsync();

    private async Task StartAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        Guest.EventRaised += Hear;
        if (options.Verbose)
        {
            Guest.SetVerbose(true);
        }

        // The terminal sends Ctrl-C to all of its process group; QEMU must live until the handle has written everything out.
        Guest.SetPgroup(true);
        foreach (var image in options.Images)
        {
            await Guest.AddDriveAsync(image, readOnly: !options.Writable, format: options.Format, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        ServerLog.Launching(_logger, options.Images.Count, options.Writable ? "writable" : "read-only");
        await Guest.LaunchAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Hear(GuestEvent happened)
    {
        switch (happened.Kind)
        {
            case GuestEventKind.Appliance:
                ServerLog.ApplianceConsole(_logger, happened.Text);
                break;
            case GuestEventKind.SubprocessQuit:
                _lost.TrySetResult(happened.Text);
                break;
        }
    }

    private sealed class BuildSteps(ILogger logger) : IProgress<ApplianceProgress>
    {
        private string? _last;

        public void Report(ApplianceProgress value)
        {
            if (Interlocked.Exchange(ref _last, value.Step) != value.Step)
            {
                ServerLog.Building(logger, value.Step);
            }
        }
    }
}
