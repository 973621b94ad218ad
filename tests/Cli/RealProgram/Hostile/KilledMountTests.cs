using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace GuestCtl.Cli.Tests.RealProgram.Hostile;

/// <summary>A mount whose process is killed.</summary>
[SupportedOSPlatform("linux")]
public sealed class KilledMountTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-killed-").FullName;

    private string Mounted => Path.Combine(_directory, "mounted");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_directory_is_plain_again_and_no_machine_is_left()
    {
        Directory.CreateDirectory(Mounted);
        Assert.Equal((0, "", ""), await Guestctl.RunAsync("mount", "-a", Guestctl.Image("debian-ext4.img"), Mounted));
        Assert.NotEmpty(Directory.GetFileSystemEntries(Mounted));
        using var server = Process.GetProcessById(ServerOf(Mounted));
        var machines = ChildrenOf(server.Id).Where(child => child.Name.StartsWith("qemu", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(machines);
        server.Kill();
        await UntilAsync(() => !IsMounted(Mounted), "the directory is still mounted");
        Assert.Empty(Directory.GetFileSystemEntries(Mounted));
        await UntilAsync(() => machines.All(machine => StateOf(machine.Id) is null or 'Z'), "QEMU is still there");
    }

    private static bool IsMounted(string directory) => MountLine(directory) is not null;

    private static string? MountLine(string directory)
        => File.ReadLines("/proc/self/mountinfo").FirstOrDefault(line => line.Contains($" {directory} ", StringComparison.Ordinal));

    // The source of the mount names its process.
    private static int ServerOf(string directory)
    {
        var line = MountLine(directory)!;
        var start = line.IndexOf(@"guestctl\043", StringComparison.Ordinal) + @"guestctl\043".Length;
        return int.Parse(line[start..line.IndexOf(' ', start)], CultureInfo.InvariantCulture);
    }

    private static List<(int Id, string Name)> ChildrenOf(int parent)
    {
        var children = new List<(int, string)>();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (Status(process.Id) is { } fields && int.Parse(fields[1], CultureInfo.InvariantCulture) == parent)
                {
                    children.Add((process.Id, process.ProcessName));
                }
            }
        }

        return children;
    }

    private static char? StateOf(int process) => Status(process)?[0][0];

    // State, parent and more; null when the process is gone.
    private static string[]? Status(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        var waiting = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(waiting.Elapsed < Deadline, otherwise);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
