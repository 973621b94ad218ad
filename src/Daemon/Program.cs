using GuestCtl.Daemon.Boot;
using GuestCtl.Daemon.Channel;
using GuestCtl.Daemon.Engines;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services;
using GuestCtl.Daemon.Services.Control;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;
using GuestCtl.Protocol.Wire.Rings;

namespace GuestCtl.Daemon;

/// <summary>guestctld: process 1 of the appliance, and the daemon it starts. That boots the appliance, serves the host, and stops it when the host is gone.</summary>
internal static class Program
{
    // Tools and blocking system calls hold threads while they wait; the pool must not hesitate to start more.
    private const int MinimumThreads = 64;

    private static async Task<int> Main(string[] arguments)
    {
        if (EngineProgram.IsWanted(arguments) is { } engine)
        {
            return await EngineProgram.RunAsync(engine);
        }

        if (Environment.ProcessId != 1 && !InitProcess.IsParent())
        {
            await Console.Error.WriteLineAsync("guestctld runs as process 1 of the GuestCtl appliance, not on a host.");
            return 2;
        }

        try
        {
            if (Environment.ProcessId == 1)
            {
                return InitProcess.Run();
            }

            OutOfMemory.Spare();
            ScsiTarget.Listen();
            ThreadPool.SetMinThreads(MinimumThreads, 8);
            var transport = new RingTransport(VirtioPort.Open(TimeSpan.FromSeconds(30)));
            var connection = Handshake.Run(transport, new Hello { Version = typeof(Program).Assembly.GetName().Version!.ToString(3), Features = { FrameServer.PingFeature } });
            using var server = new FrameServer(connection, ServiceTable.Create(transport), ErrorMapping.Map);
            var cause = await connection.Closed;
            await Console.Error.WriteLineAsync($"guestctld: stopping: {cause.Message}");
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"guestctld: the appliance cannot start: {e}");
        }

        Libc.Sync();
        Libc.PowerOff();
        return 1;
    }
}
