using System.Diagnostics;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>How the program behaves as a process of a shell.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task It_starts_within_150_milliseconds()
    {
        await Guestctl.RunAsync("version");
        var best = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, (await Guestctl.RunAsync("version")).Code);
            best = Math.Min(best, clock.ElapsedMilliseconds);
        }

        Assert.InRange(best, 0, 150);
    }

    [Fact]
    public async Task It_ends_silently_when_nobody_reads_its_output()
    {
        using var process = Process.Start(Guestctl.Start("completion", "bash"))!;
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", error);
        Assert.True(process.ExitCode is 0 or 141, $"exit code {process.ExitCode}");
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_130()
    {
        using var process = Process.Start(Guestctl.Start("debug-sh", "-a", MakeDisk(out var directory), "--", "sleep 300"))!;
        await Task.Delay(TimeSpan.FromSeconds(6));
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill!.WaitForExitAsync();
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(deadline.Token);
        Assert.Equal(130, process.ExitCode);
        Directory.Delete(directory, recursive: true);
    }

    private static string MakeDisk(out string directory)
    {
        directory = Directory.CreateTempSubdirectory("guestctl-int-").FullName;
        var disk = Path.Combine(directory, "disk.img");
        using var file = File.Create(disk);
        file.SetLength(1 << 20);
        return disk;
    }
}
