using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using GuestCtl.Protocol.Wire;
using GuestCtl.Server.Forwarding;
using GuestCtl.Server.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Serving;

/// <summary>The gRPC server: HTTP/2 only, on one socket. Nothing is read from the environment or from files, which could open other addresses.</summary>
internal static class GrpcHost
{
    // Runs of one caller's calls at once; more wait on the caller's side.
    private const int MaxCallsOfConnection = 100;

    // Unread bytes of one call. The connection has room for those of all its calls, so that a stalled one does not stop the others.
    private const int CallWindow = 256 * 1024;

    // A caller needs one connection; the bound keeps a mad one from using up the gateway's files.
    internal const int MaxConnections = 100;

    // A connection that made room for another takes a moment to be gone. With fewer, a caller that comes in that moment would be refused;
    // with more, a flood could use up the 1024 files that a process may have.
    private const int MaxOpenSockets = 8 * MaxConnections;

    public static WebApplication Create(CallInvoker guest, BoundSocket socket, ILoggerFactory loggers)
    {
        var connections = new CallerConnections(MaxConnections, loggers.CreateLogger<CallerConnections>());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            SetLimits(kestrel.Limits);
            kestrel.Listen(socket.Address.EndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(next => connection => connections.ServeAsync(connection, next));
            });
        });
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = _ => socket.Socket);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageLimit.Bytes;
            grpc.MaxSendMessageSize = FrameLimits.MaxPayload;
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.AddSingleton<IServiceMethodProvider<Forwarder>, ForwardedMethods>();
        builder.Services.AddSingleton(new Forwarder(guest, loggers.CreateLogger<Forwarder>()));
        var app = builder.Build();
        app.Use((call, next) => RunAsync(call, next, connections));
        app.MapGrpcService<Forwarder>();
        return app;
    }

    private static async Task RunAsync(HttpContext call, RequestDelegate next, CallerConnections connections)
    {
        var connection = call.Connection.Id;
        connections.Begin(connection);
        try
        {
            await next(call).ConfigureAwait(false);
            MessageLimit.Explain(call);
        }
        finally
        {
            connections.End(connection);
        }
    }

    private static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MaxOpenSockets;
        limits.Http2.MaxStreamsPerConnection = MaxCallsOfConnection;
        limits.Http2.InitialStreamWindowSize = CallWindow;
        limits.Http2.InitialConnectionWindowSize = CallWindow * MaxCallsOfConnection;

        // A transfer may be as long, and as slow, as the disk at either end.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
    }

    // The program handles signals itself, for they must also end a launch.
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
