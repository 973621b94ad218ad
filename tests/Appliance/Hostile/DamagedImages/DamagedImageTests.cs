using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Appliance.Tests.Hostile.DamagedImages;

/// <summary>File systems that were damaged at random. A call on one answers, or fails, or loses the machine with an error that says so; it never hangs.</summary>
public sealed class DamagedImageTests
{
    private const string CountVariable = "GUESTCTL_DAMAGED_IMAGES";
    private const int UsualCount = 10;

    private static int Count
        => Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualCount;

    public static TheoryData<string> Kinds => FileSystemKind.Names;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_call_on_a_damaged_file_system_ends(string name)
    {
        await using var drive = await DamagedDrive.CreateAsync(FileSystemKind.Of(name));
        await WholeAsync(drive);
        var clock = Stopwatch.StartNew();
        var (mounted, lost) = (0, 0);
        for (var seed = 1; seed <= Count; seed++)
        {
            var step = "damage";
            try
            {
                await drive.DamageAsync(seed);
                mounted += await UseAsync(drive.Guest, s => step = s) ? 1 : 0;
            }
            catch (ApplianceException e)
            {
                lost++;
                TestContext.Current.TestOutputHelper?.WriteLine($"{name} {seed}: {step}: {e.Message}");
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
                await drive.RelaunchAsync();
            }
            catch (Exception e) when (e is not GuestOperationException)
            {
                Assert.Fail($"{name}, seed {seed}: {step}: {e}");
            }

            await drive.Guest.PingDaemonAsync().WaitAsync(DamagedDrive.Patience);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {Count} images, {mounted} mounted, {lost} machines lost, {clock.ElapsedMilliseconds / Count} ms each");
    }

    // Else damage would be tried on something that could never be mounted.
    private static async Task WholeAsync(DamagedDrive drive)
    {
        await drive.Guest.CopyDeviceToDeviceAsync("/dev/sdb", "/dev/sda");
        Assert.True(await UseAsync(drive.Guest, _ => { }));
    }

    private static async Task<bool> UseAsync(GuestFs guest, Action<string> step)
    {
        await TryAsync("list_filesystems", guest.ListFilesystemsAsync());
        var mounted = await TryAsync("mount_ro", guest.MountRoAsync("/dev/sda", "/"));
        if (mounted)
        {
            await TryAsync("find", guest.FindAsync("/"));
            await TryAsync("ls", guest.LsAsync("/d"));
            await TryAsync("pread", guest.PreadAsync("/d/big", 100_000, 0));
            await TryAsync("readlink", guest.ReadlinkAsync("/link"));
            await TryAsync("lgetxattrs", guest.LgetxattrsAsync("/d/big"));
            await TryAsync("statvfs", guest.StatvfsAsync("/"));
        }

        step("umount_all");
        await guest.UmountAllAsync().WaitAsync(DamagedDrive.Patience);
        return mounted;

        async Task<bool> TryAsync(string name, Task call)
        {
            step(name);
            try
            {
                await call.WaitAsync(DamagedDrive.Patience);
                return true;
            }
            catch (GuestOperationException)
            {
                return false;
            }
        }
    }
}
