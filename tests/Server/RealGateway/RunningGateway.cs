using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Grpc.Net.Client;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>The program as a process, with a real appliance, and channels to it. The build program has the delivered one tested;
/// otherwise it is the one that was built with the tests.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _errors = new();

    private RunningGateway(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Where it said that it listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The lines of its error stream so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Starts it, and waits until callers can connect.</summary>
    public static async Task<RunningGateway> StartAsync(params string[] arguments)
    {
        var gateway = new RunningGateway(Process.Start(Describe(arguments))!);
        gateway.Process.ErrorDataReceived += (_, e) => gateway._errors.Enqueue(e.Data ?? "");
        gateway.Process.BeginErrorReadLine();
        var line = await gateway.Process.StandardOutput.ReadLineAsync().WaitAsync(StartTime);
        Assert.True(line?.StartsWith("Listening on ", StringComparison.Ordinal), $"{line}{string.Join('\n', gateway.Errors)}");
        gateway.Address = line!["Listening on ".Length..];
        return gateway;
    }

    /// <summary>Makes a channel the way docs/server.md says.</summary>
    public GrpcChannel Connect()
    {
        var options = new GrpcChannelOptions { MaxReceiveMessageSize = 16 << 20 };
        if (!Address.StartsWith("unix:", StringComparison.Ordinal))
        {
            return GrpcChannel.ForAddress(Address, options);
        }

        options.HttpHandler = CreateHandler();
        options.DisposeHttpClient = true;
        return GrpcChannel.ForAddress("http://localhost", options);
    }

    /// <summary>Connects to the unix socket.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var endPoint = new UnixDomainSocketEndPoint(Address["unix:".Length..]);
        return new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(endPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    /// <summary>Sends a signal by its name, such as TERM.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end, and returns the exit code.</summary>
    public async Task<int> WaitForEndAsync()
    {
        await Process.WaitForExitAsync().WaitAsync(EndTime);
        return Process.ExitCode;
    }

    /// <summary>The process ids of the QEMUs that it started.</summary>
    public IReadOnlyList<int> Qemus() => [.. Directory.GetDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id != 0 && ParentOf(id) == Process.Id)];

    /// <summary>Asserts that processes end soon: a kill takes a moment.</summary>
    public static async Task AssertGoneAsync(IReadOnlyList<int> processes)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(10);
        while (processes.Any(IsAlive) && DateTime.UtcNow < deadline)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Assert.DoesNotContain(processes, IsAlive);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Signal("TERM");
            await WaitForEndAsync();
        }

        Process.Dispose();
    }

    private static ProcessStartInfo Describe(string[] arguments)
    {
        var isCi = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipUnless(isCi || File.Exists("/usr/bin/qemu-system-x86_64"), "QEMU is not installed: run ./build.sh setup");
        var delivered = Environment.GetEnvironmentVariable("GUESTCTL_BIN");
        var program = Path.Combine(delivered ?? AppContext.BaseDirectory, "guestctl-server");
        var daemon = Path.Combine(delivered ?? Path.Combine(FindRepository(), "artifacts", "bin"), "guestctld");
        Assert.SkipUnless(isCi || File.Exists(daemon), $"There is no {daemon}: run ./build.sh build.");
        return new ProcessStartInfo(program, [.. arguments, "--daemon", daemon])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
    }

    // One that has ended and that nobody has asked about yet has an entry, but no command line.
    private static bool IsAlive(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int ParentOf(int id)
    {
        try
        {
            // The name in parentheses may hold anything; the state and the parent follow it.
            var status = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string FindRepository([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
