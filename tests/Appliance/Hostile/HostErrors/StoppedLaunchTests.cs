using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using GuestCtl.Appliance.Tests.Launch;

namespace GuestCtl.Appliance.Tests.Hostile.HostErrors;

/// <summary>A QEMU that stops in the middle of a launch: the launch gives up, says so, and leaves nothing running.</summary>
[SupportedOSPlatform("linux")]
public sealed class StoppedLaunchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("boot the appliance", "did not answer|respond|within")]
    [InlineData("plug in the drives", "respond|within|did not answer")]
    public async Task The_launch_is_given_up_on_in_its_time(string step, string message)
    {
        using var directory = new TemporaryDirectory();
        await using var guest = TestMachine.CreateHandle(
            o => new GuestFsOptions
            {
                DaemonPath = o.DaemonPath,
                WarmStart = false,
                LaunchTimeout = step == "boot the appliance" ? TimeSpan.FromSeconds(3) : TimeSpan.FromMinutes(1),
                UnresponsiveTimeout = TimeSpan.FromSeconds(5),
            });
        guest.SetHv(Recorder(directory));
        guest.AddDriveScratch(1 << 20);
        var stopped = 0;
        using var watch = new StepWatch(step, () => stopped = Stop(directory["started"]));
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync().WaitAsync(Patience));
        Assert.NotEqual(0, stopped);
        Assert.Matches(message, error.Message);
        Assert.True(guest.IsConfig());
        using var patience = new CancellationTokenSource(Patience);
        while (Directory.Exists($"/proc/{stopped}"))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    // A program in place of QEMU that writes down its number and becomes QEMU.
    private static string Recorder(TemporaryDirectory directory)
    {
        var script = directory["hv"];
        File.WriteAllText(script, $"#!/bin/sh\necho $$ >> {directory["started"]}\nexec qemu-system-x86_64 \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(directory["started"], "");
        return script;
    }

    // The machine is the one with a name; the others were asked for their version.
    private static int Stop(string started)
    {
        var waiting = Stopwatch.StartNew();
        string? machine;
        while ((machine = File.ReadLines(started).FirstOrDefault(IsMachine)) is null)
        {
            Assert.True(waiting.Elapsed < Patience, "QEMU was not started");
            Thread.Yield();
        }

        using var kill = Process.Start("kill", ["-STOP", machine]);
        kill.WaitForExit();
        return int.Parse(machine, CultureInfo.InvariantCulture);
    }

    private static bool IsMachine(string process)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
            return words[0].Contains("qemu-system", StringComparison.Ordinal) && words.Contains("-name");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
