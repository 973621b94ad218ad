using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>What a QEMU that was taken over reaches of the host: nothing.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ProbeTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<Socket> _listeners = [];
    private string _probe = "";
    private string[] _targets = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Confinement is Linux's.");
        File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_101_101);
        _probe = await CProgram.CompileAsync("probe", _directory.Path);
        var canary = _directory.WriteFile("canary", "precious"u8.ToArray());
        var open = Directory.CreateDirectory(_directory.File("open")).FullName;
        foreach (var path in new[] { canary, open })
        {
            // Open to everybody, so that it is the confinement which protects them.
            File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
        }

        var socket = _directory.File("socket");
        Listen(AddressFamily.Unix, new UnixDomainSocketEndPoint(socket));
        File.SetUnixFileMode(socket, (UnixFileMode)0b111_111_111);
        var name = "guestctl-test-" + Guid.NewGuid();
        Listen(AddressFamily.Unix, new UnixDomainSocketEndPoint("\0" + name));
        var tcp = Listen(AddressFamily.InterNetwork, new IPEndPoint(IPAddress.Loopback, 0));
        _targets = [canary, open, socket, name, ((IPEndPoint)tcp.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture)];
    }

    public ValueTask DisposeAsync()
    {
        _listeners.ForEach(listener => listener.Dispose());
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_reaches_nothing_as_the_user_who_runs_the_tests() =>
        AssertReachesNothing(await DriverRun.RunAsync(Environment.ProcessPath!, [], ["None", _probe, .. _targets]));

    [Fact]
    public async Task It_reaches_nothing_as_an_ordinary_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become another user.");
        AssertReachesNothing(await RunAsOtherAsync("None"));
    }

    [Theory]
    [InlineData("Namespaces")]
    [InlineData("Landlock")]
    [InlineData("Filter")]
    public async Task It_reaches_nothing_when_one_layer_is_missing(string layer)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become another user.");
        AssertReachesNothing(await RunAsOtherAsync(layer), but: layer switch
        {
            // An ordinary user cannot empty it outside of a namespace; with no_new_privs nobody can use it.
            "Namespaces" => ["the bounding set"],
            // An empty directory.
            "Landlock" => ["listing the root"],
            // What is left are doors to the kernel, not to the host's files, processes and network.
            _ => ["a new user namespace", "a new namespace by clone", "a new root", "capabilities", "the bounding set", "bpf", "io_uring", "keys", "perf", "userfaultfd",
                "shared memory of System V", "mounting", "its own limits"],
        });
    }

    [Fact]
    public async Task With_a_drive_on_the_network_it_reaches_servers_and_nothing_else()
    {
        var output = await DriverRun.RunAsync(Environment.ProcessPath!, [], ["remote", "None", _probe, .. _targets]);
        // Abstract names belong to the network; newer kernels can close them alone.
        var closesNames = System.Text.RegularExpressions.Regex.IsMatch(output, "landlock ([6-9]|[1-9][0-9])");
        AssertReachesNothing(output, but: ["the network", "a socket by its path", .. closesNames ? Array.Empty<string>() : ["a socket by its abstract name"]]);
        Assert.Contains("reached the network", output);
        Assert.Contains("reached a socket by its path", output);
    }

    [Fact]
    public async Task Without_confinement_the_probe_does_reach_the_host()
    {
        // Otherwise the tests above would show nothing.
        var output = await DriverRun.RunAsync(Environment.ProcessPath!, [], ["User, Namespaces, Landlock, Filter", _probe, .. _targets]);
        Assert.Contains("reached a file of the user's", output);
        Assert.Contains("reached the network", output);
        Assert.Contains("reached a socket by its path", output);
        Assert.Contains("reached making a file", output);
    }

    private async Task<string> RunAsOtherAsync(string left)
    {
        var program = DriverRun.CopyProgram(Directory.CreateDirectory(_directory.File("copy")).FullName);
        File.SetUnixFileMode(_directory.File("copy"), (UnixFileMode)0b111_101_101);
        return await DriverRun.RunAsync(program, DriverRun.AsOther, [left, _probe, .. _targets]);
    }

    private static void AssertReachesNothing(string output, params string[] but)
    {
        var lines = output.Split('\n');
        Assert.Contains("done", lines);
        Assert.DoesNotContain("user 0", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("reached ", StringComparison.Ordinal) && !but.Contains(line["reached ".Length..]));
    }

    private Socket Listen(AddressFamily family, EndPoint address)
    {
        var listener = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(address);
        listener.Listen();
        _listeners.Add(listener);
        return listener;
    }
}
