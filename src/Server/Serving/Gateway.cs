using GuestCtl.Server.Listening;
using GuestCtl.Server.Logging;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Serving;

/// <summary>One gateway from start to end: takes the address, launches, serves, and closes everything in the opposite order.</summary>
internal static class Gateway
{
    // For calls that are running when the gateway is asked to end; then they are cancelled.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Serves until <paramref name="stop"/> is cancelled or the appliance is lost.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ServerOptions options, TextWriter output, TextWriter error, CancellationToken stop)
    {
        using var loggers = ErrorLog.CreateFactory(error, options.Verbose);
        var logger = loggers.CreateLogger(typeof(Gateway));
        using var socket = BoundSocket.Bind(options.Listen);
        await using var served = await ServedGuest.LaunchAsync(options, loggers, stop).ConfigureAwait(false);
        await using var host = GrpcHost.Create(served.Guest.PassingInvoker, socket, loggers);
        await host.StartAsync(stop).ConfigureAwait(false);
        if (socket.Address.SocketPath is null)
        {
            ServerLog.OpenToAllUsers(logger, socket.Address.ToString());
        }

        await output.WriteLineAsync($"Listening on {socket.Address}").ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAny(served.Lost, Task.Delay(Timeout.Infinite, stop)).ConfigureAwait(false);
        if (stop.IsCancellationRequested)
        {
            ServerLog.Ending(logger, Grace.TotalSeconds);
        }

        using var deadline = new CancellationTokenSource(Grace);
        await host.StopAsync(deadline.Token).ConfigureAwait(false);
        return stop.IsCancellationRequested ? ExitCode.Ok : throw new ApplianceException(await served.Lost.ConfigureAwait(false));
    }
}
