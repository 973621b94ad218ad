using System.Diagnostics;
using System.Runtime.Versioning;
using GuestCtl.Appliance.Tests.Launch;

namespace GuestCtl.Appliance.Tests.WarmStart;

/// <summary>Templates that are not what they should be: the launch works all the same, and says what was wrong.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TemplateFaultTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public async Task A_live_handle_does_not_notice_what_happens_to_its_template()
    {
        var template = await _workshop.PrepareAsync();
        await using var guest = await _workshop.LaunchAsync();
        Assert.True(Workshop.IsWarm(guest));
        using (var memory = File.OpenWrite(Path.Combine(template, "memory")))
        {
            memory.SetLength(4096);
            memory.Write(new byte[4096]);
        }

        Directory.Delete(template, recursive: true);
        await guest.DebugAsync("sh", ["mkfs.ext4 -q /dev/sda 2>&1; modprobe btrfs; dd if=/dev/zero of=/dev/null bs=1M count=100 2>&1"]);
        Assert.Contains("ext", (await guest.ListFilesystemsAsync())["/dev/sda"]);
    }

    [Fact]
    public async Task A_guest_s_memory_is_open_to_nobody_for_writing()
    {
        await _workshop.PrepareAsync();
        await using var guest = await _workshop.LaunchAsync();
        var memory = File.ReadLines($"/proc/{guest.GetPid()}/maps").First(line => line.Contains("guestctl-memory", StringComparison.Ordinal));
        Assert.Contains("rw-p", memory);
        var descriptors = Directory.GetFiles($"/proc/{guest.GetPid()}/fd").Where(fd => new FileInfo(fd).LinkTarget?.Contains("guestctl-memory", StringComparison.Ordinal) == true);
        foreach (var descriptor in descriptors)
        {
            using var file = File.OpenHandle(descriptor, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            Assert.ThrowsAny<Exception>(() => RandomAccess.Write(file, "evil"u8, 1 << 20));
            Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(file, 4096));
        }
    }

    [Fact]
    public async Task A_qemu_that_dies_while_restoring_leads_to_a_boot_and_in_the_end_to_no_more_tries()
    {
        var qemu = Path.Combine(_workshop.Cache, "qemu");
        ShellScript.Write(qemu, "case \"$*\" in *-incoming*) echo cannot restore >&2; exit 1;; esac\nexec /usr/bin/qemu-system-x86_64 \"$@\"");
        for (var i = 0; i < 4; i++)
        {
            await using var guest = await _workshop.LaunchAsync(guest => guest.SetHv(qemu));
            Assert.False(Workshop.IsWarm(guest));
        }

        // The first boot saves; three restores fail, and the fifth launch does not try.
        var tries = _workshop.Warnings.Count(warning => warning.Contains("cannot restore", StringComparison.Ordinal));
        Assert.Equal(3, tries);
        await using var last = await _workshop.LaunchAsync(guest => guest.SetHv(qemu));
        Assert.Equal(3, _workshop.Warnings.Count(warning => warning.Contains("cannot restore", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("check and copy the template")]
    [InlineData("restore the devices")]
    [InlineData("first answer")]
    public async Task A_qemu_that_is_killed_while_restoring_leads_to_a_boot_or_is_told_as_lost(string step)
    {
        await _workshop.PrepareAsync();
        var qemu = Path.Combine(_workshop.Cache, "qemu");
        var pid = Path.Combine(_workshop.Cache, "pid");
        ShellScript.Write(qemu, $"case \"$*\" in *-incoming*) echo $$ > {pid}.new; mv {pid}.new {pid};; esac\nexec /usr/bin/qemu-system-x86_64 \"$@\"");
        await (await _workshop.LaunchAsync(guest => guest.SetHv(qemu))).DisposeAsync();
        var killed = false;
        using (new StepWatch(step, Kill))
        {
            try
            {
                await using var guest = await _workshop.LaunchAsync(guest => guest.SetHv(qemu));
                Assert.False(Workshop.IsWarm(guest));
            }
            catch (ApplianceException e) when (step == "first answer")
            {
                // It was restored already, and lost like any other.
                Assert.Contains("QEMU ended unexpectedly", e.Message);
            }
        }

        Assert.True(killed);
        File.Delete(pid);
        await using var next = await _workshop.LaunchAsync(guest => guest.SetHv(qemu));
        await next.PingDaemonAsync();

        void Kill()
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(pid), TimeSpan.FromSeconds(30)));
            using var process = Process.GetProcessById(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture));
            process.Kill();
            killed = true;
        }
    }

    [Fact]
    public async Task A_qemu_that_hangs_while_restoring_can_be_waited_for_no_longer()
    {
        var qemu = Path.Combine(_workshop.Cache, "qemu");
        ShellScript.Write(qemu, "case \"$*\" in *-incoming*) exec sleep 600;; esac\nexec /usr/bin/qemu-system-x86_64 \"$@\"");
        await (await _workshop.LaunchAsync(guest => guest.SetHv(qemu))).DisposeAsync();
        await using var guest = _workshop.Create(guest => guest.SetHv(qemu));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guest.LaunchAsync(patience.Token));
        Assert.True(guest.IsConfig());
        Assert.DoesNotContain(Process.GetProcessesByName("sleep"), sleep => File.ReadAllText($"/proc/{sleep.Id}/cmdline").Contains("600", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_launch_alone_and_no_half_template()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a small file system needs root");
        var small = Directory.CreateDirectory(Path.Combine(_workshop.Cache, "small")).FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", small);
        try
        {
            await using (var guest = await _workshop.LaunchAsync(guest => guest.SetCachedir(small)))
            {
                Assert.Equal("here", await guest.EchoDaemonAsync(["here"]));
            }

            Assert.Contains(_workshop.Warnings, warning => warning.Contains("No template was saved", StringComparison.Ordinal));
            Assert.Empty(Directory.GetDirectories(Path.Combine(small, "templates")));
            await using var next = await _workshop.LaunchAsync(guest => guest.SetCachedir(small));
            Assert.False(Workshop.IsWarm(next));
        }
        finally
        {
            await RunAsync("umount", small);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
