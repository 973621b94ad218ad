using GuestCtl.Appliances;
using GuestCtl.Cli.Output;
using GuestCtl.Events;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Cli.Guests;

/// <summary>A launched handle with the disk images of one guest, which tells the terminal how long things take.</summary>
internal sealed class OpenedGuest : IAsyncDisposable
{
    // As virt-rescue's. It takes room on the host only for what is written.
    private const long ScratchSize = 10L << 30;

    private readonly Streams _streams;

    private OpenedGuest(GuestFs guest, Streams streams) => (Guest, _streams) = (guest, streams);

    public GuestFs Guest { get; }

    /// <summary>Attaches the images and launches.</summary>
    /// <exception cref="GuestOperationException">An image cannot be used.</exception>
    /// <exception cref="ApplianceException">The appliance cannot be built or launched.</exception>
    public static async Task<OpenedGuest> LaunchAsync(ImageOptions image, Streams streams, CancellationToken cancellation)
    {
        var opened = new OpenedGuest(new GuestFs(CreateOptions(image, streams)), streams);
        try
        {
            await opened.StartAsync(image, cancellation).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Guest.DisposeAsync().ConfigureAwait(false);
        _streams.Status?.Finish();
    }

    /// <summary>The options of a handle whose messages go to the terminal.</summary>
    public static GuestFsOptions CreateOptions(ImageOptions image, Streams streams)
    {
        var status = streams.Status;
        return new GuestFsOptions
        {
            AllowReferencedFiles = image.AllowReferencedFiles,
            LoggerFactory = new ErrorLogging(streams, image.Verbose ? LogLevel.Debug : LogLevel.Warning),
            ApplianceProgress = status is null ? null : new Reports<ApplianceProgress>(step => status.Report($"Building the appliance: {step.Step}", step.Fraction)),
        };
    }

    private async Task StartAsync(ImageOptions image, CancellationToken cancellation)
    {
        if (image.Verbose)
        {
            Guest.SetVerbose(true);
        }

        if (image.Trace)
        {
            Guest.SetTrace(true);
        }

        // The terminal sends Ctrl-C to all of its process group; QEMU must live until the handle has written everything out.
        Guest.SetPgroup(true);
        Guest.EventRaised += Show;
        foreach (var file in image.Images)
        {
            await Guest.AddDriveAsync(Path.GetFullPath(file), readOnly: !image.Writable, format: image.Format, cancellationToken: cancellation).ConfigureAwait(false);
        }

        foreach (var domain in image.Domains)
        {
            // What the machine only reads is only read here.
            await Guest.AddDomainAsync(
                domain, libvirtUri: image.Connection, readOnly: !image.Writable, allowUuid: true, readOnlyDisk: "read", cancellationToken: cancellation).ConfigureAwait(false);
        }

        for (var i = 0; i < image.ScratchDrives; i++)
        {
            await Guest.AddDriveScratchAsync(ScratchSize, cancellationToken: cancellation).ConfigureAwait(false);
        }

        if (image.Keys.Given.Any(key => key.IsOfNetwork))
        {
            Guest.SetNetwork(true);
        }

        _streams.Status?.Report("Launching the appliance", null);
        await Guest.LaunchAsync(cancellation).ConfigureAwait(false);
        _streams.Status?.Finish();
    }

    private void Show(GuestEvent happened)
    {
        switch (happened.Kind)
        {
            case GuestEventKind.Appliance when Guest.Settings.Verbose:
                _streams.ErrorText(TerminalText.EscapeLines(happened.Text));
                break;
            case GuestEventKind.Trace:
                _streams.ErrorLine($"trace: {TerminalText.EscapeLine(happened.Text)}");
                break;
            case GuestEventKind.Warning:
                _streams.ErrorLine($"guestctl: warning: {TerminalText.EscapeLine(happened.Text)}");
                break;
        }
    }
}
