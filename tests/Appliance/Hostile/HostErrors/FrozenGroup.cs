using System.Globalization;

namespace GuestCtl.Appliance.Tests.Hostile.HostErrors;

/// <summary>A control group of the test's own, whose processes the kernel can freeze.</summary>
internal sealed class FrozenGroup : IDisposable
{
    private readonly string _directory;
    private readonly (string File, string Frozen, string Thawed) _switch;

    private FrozenGroup(string parent, (string, string, string) @switch)
    {
        _directory = Path.Combine(parent, $"guestctl-test-{Environment.ProcessId}");
        _switch = @switch;
        Directory.CreateDirectory(_directory);
    }

    /// <summary>Makes one. Null where this process may not, or the kernel has none.</summary>
    public static FrozenGroup? TryCreate()
    {
        foreach (var line in File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')))
        {
            try
            {
                if (line[2] == "cgroup2")
                {
                    return new FrozenGroup(line[1], ("cgroup.freeze", "1", "0"));
                }

                if (line[2] == "cgroup" && line[3].Split(',').Contains("freezer"))
                {
                    return new FrozenGroup(line[1], ("freezer.state", "FROZEN", "THAWED"));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another kind of group may be there to be used.
            }
        }

        return null;
    }

    /// <summary>Freezes a process, until this is disposed of.</summary>
    public void Freeze(int process)
    {
        File.WriteAllText(Path.Combine(_directory, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(_directory, _switch.File), _switch.Frozen);
    }

    /// <summary>Lets the processes go on.</summary>
    public void Thaw() => File.WriteAllText(Path.Combine(_directory, _switch.File), _switch.Thawed);

    /// <inheritdoc/>
    public void Dispose()
    {
        Thaw();
        for (var tries = 0; tries < 1000; tries++)
        {
            try
            {
                Directory.Delete(_directory);
                return;
            }
            catch (IOException)
            {
                // The process is being taken down.
                Thread.Sleep(10);
            }
        }
    }
}
