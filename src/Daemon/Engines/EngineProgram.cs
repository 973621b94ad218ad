using GuestCtl.Daemon.Boot;
using GuestCtl.Daemon.Channel;
using GuestCtl.Daemon.Services;
using GuestCtl.Daemon.Services.Augeas;
using GuestCtl.Daemon.Services.Hivex;
using GuestCtl.Daemon.Services.Journal;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Engines;

/// <summary>What runs in the process of an engine: its service, on the socket that is the standard input.</summary>
internal static class EngineProgram
{
    private const string Word = "--engine";

    /// <summary>The arguments with which the daemon's program becomes an engine.</summary>
    public static string[] Arguments(string engine) => [Word, engine];

    /// <summary>The engine that this process is to be; null when it is none. Only the daemon can ask for one.</summary>
    public static string? IsWanted(string[] arguments) => arguments is [Word, var engine] && InitProcess.IsParentThisProgram() ? engine : null;

    /// <summary>Serves until the daemon is gone.</summary>
    public static async Task<int> RunAsync(string engine)
    {
        var services = new FrameServiceBinder();
        Bind(services, engine);
        var connection = Handshake.Run(new FileTransport(new SafeFileHandle(0, ownsHandle: true), "the daemon"), new Hello());
        using var server = new FrameServer(connection, services, ErrorMapping.Map);
        await connection.Closed;
        return 0;
    }

    private static void Bind(FrameServiceBinder services, string engine)
    {
        switch (engine)
        {
            case "augeas":
                Protocol.Api.Augeas.BindService(services, new AugeasService());
                break;
            case "hivex":
                Protocol.Api.Hivex.BindService(services, new HivexService());
                break;
            case "journal":
                Protocol.Api.Journal.BindService(services, new JournalService());
                break;
            default:
                throw new ArgumentException($"there is no engine {engine}", nameof(engine));
        }
    }
}
