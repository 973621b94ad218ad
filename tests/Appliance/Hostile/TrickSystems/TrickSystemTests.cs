using System.Globalization;

namespace GuestCtl.Appliance.Tests.Hostile.TrickSystems;

/// <summary>Inspection of systems whose files are links, FIFOs, devices and endless: it ends, and shows nothing of the appliance.</summary>
/// <param name="fixture">The appliance with the systems.</param>
public sealed class TrickSystemTests(TrickSystemsFixture fixture) : IClassFixture<TrickSystemsFixture>
{
    // For one system; none takes more than a few seconds on an idle machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Half of what the appliance has.
    private const long MostMemoryKiB = 640 << 10;

    private static readonly Dictionary<string, Func<GuestFs, string, Task<string>>> Questions = new(StringComparer.Ordinal)
    {
        ["inspect_get_type"] = (g, root) => g.InspectGetTypeAsync(root),
        ["inspect_get_distro"] = (g, root) => g.InspectGetDistroAsync(root),
        ["inspect_get_product_name"] = (g, root) => g.InspectGetProductNameAsync(root),
        ["inspect_get_product_variant"] = (g, root) => g.InspectGetProductVariantAsync(root),
        ["inspect_get_major_version"] = async (g, root) => $"{await g.InspectGetMajorVersionAsync(root)}.{await g.InspectGetMinorVersionAsync(root)}",
        ["inspect_get_hostname"] = (g, root) => g.InspectGetHostnameAsync(root),
        ["inspect_get_arch"] = (g, root) => g.InspectGetArchAsync(root),
        ["inspect_get_osinfo"] = (g, root) => g.InspectGetOsinfoAsync(root),
        ["inspect_get_build_id"] = (g, root) => g.InspectGetBuildIdAsync(root),
        ["inspect_get_package_format"] = (g, root) => g.InspectGetPackageFormatAsync(root),
        ["inspect_get_package_management"] = (g, root) => g.InspectGetPackageManagementAsync(root),
        ["inspect_get_windows_systemroot"] = (g, root) => g.InspectGetWindowsSystemrootAsync(root),
        ["inspect_get_windows_current_control_set"] = (g, root) => g.InspectGetWindowsCurrentControlSetAsync(root),
        ["inspect_get_windows_software_hive"] = (g, root) => g.InspectGetWindowsSoftwareHiveAsync(root),
        ["inspect_get_windows_system_hive"] = (g, root) => g.InspectGetWindowsSystemHiveAsync(root),
        ["inspect_get_windows_group_policy"] = async (g, root) => $"{await g.InspectGetWindowsGroupPolicyAsync(root)}",
        ["inspect_get_mountpoints"] = async (g, root) => string.Join('\n', await g.InspectGetMountpointsAsync(root)),
        ["inspect_get_filesystems"] = async (g, root) => string.Join('\n', await g.InspectGetFilesystemsAsync(root)),
        ["inspect_get_drive_mappings"] = async (g, root) => string.Join('\n', await g.InspectGetDriveMappingsAsync(root)),
        // inspect_list_applications reads the same, which takes some of them seconds.
        ["inspect_list_applications2"] = async (g, root) => string.Join('\n', (await g.InspectListApplications2Async(root)).Select(a => $"{a.Name} {a.Version}")),
        ["inspect_get_icon"] = async (g, root) => System.Text.Encoding.Latin1.GetString(await g.InspectGetIconAsync(root)),
    };

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public async Task Inspection_of_all_of_them_ends_and_shows_nothing_of_the_appliance()
    {
        var roots = await _guest.InspectOsAsync().WaitAsync(Patience);
        Assert.Empty(TrickSystemsFixture.StillSystems.Except(roots));
        foreach (var root in roots)
        {
            foreach (var (name, ask) in Questions)
            {
                var answer = await AnswerAsync(name, root, ask(_guest, root));
                Assert.False(answer.Contains(TrickSystemsFixture.Canary, StringComparison.Ordinal), $"{name} of {root} shows a file of the appliance: {answer}");
            }
        }

        await _guest.PingDaemonAsync().WaitAsync(Patience);
        Assert.DoesNotContain("inspect", fixture.Shell("cat /proc/mounts"));
        Assert.InRange(PeakKiB(), 1, MostMemoryKiB);
    }

    [Fact]
    public async Task Calls_on_their_paths_end_and_show_nothing_of_the_appliance()
    {
        foreach (var device in TrickSystemsFixture.AllReplaced)
        {
            await _guest.MountRoAsync(device, "/").WaitAsync(Patience);
            foreach (var path in (string[])["/etc/os-release", "/etc/hostname", "/var/lib/dpkg/status"])
            {
                Assert.DoesNotContain(TrickSystemsFixture.Canary, await AnswerAsync("cat", device, _guest.CatAsync(path)));
            }

            await _guest.UmountAllAsync().WaitAsync(Patience);
        }
    }

    private static async Task<string> AnswerAsync(string name, string root, Task<string> call)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            var answer = await call.WaitAsync(Patience);
            TestContext.Current.TestOutputHelper?.WriteLine($"{root} {name} {watch.ElapsedMilliseconds}: {answer}");
            return answer;
        }
        catch (GuestOperationException e)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{root} {name} {watch.ElapsedMilliseconds}: {e.Message}");
            Assert.NotEmpty(e.Detail);
            Assert.DoesNotContain("the daemon made a mistake", e.Detail);
            return e.Message;
        }
    }

    // Of the daemon that serves: it is the largest one.
    private long PeakKiB()
        => fixture.Shell("cat /proc/[0-9]*/status 2>/dev/null | grep VmHWM").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Max(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture));
}
