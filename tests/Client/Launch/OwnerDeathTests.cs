using System.Diagnostics;
using System.Globalization;
using GuestCtl.Client.Tests.Qemu;

namespace GuestCtl.Client.Tests.Launch;

public sealed class OwnerDeathTests
{
    [Fact]
    public async Task Killing_the_owner_leaves_no_qemu_after_three_seconds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Parent-death signals are Linux's.");
        await RealQemu.FindAsync();
        // This very test program is the owner: see OwnerProgram.
        using var owner = Process.Start(new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, Environment = { [OwnerProgram.Variable] = "1" } })!;
        var line = await owner.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var qemu = int.Parse(line!, CultureInfo.InvariantCulture);
        await Task.Delay(200);
        Assert.Contains("qemu", File.ReadAllText($"/proc/{qemu}/comm"));

        owner.Kill();
        await owner.WaitForExitAsync();

        for (var i = 0; i < 30 && IsAlive(qemu); i++)
            await Task.Delay(100);
        Assert.False(IsAlive(qemu));
    }

    // In a container without an init the orphan may stay a zombie, which holds nothing.
    private static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
