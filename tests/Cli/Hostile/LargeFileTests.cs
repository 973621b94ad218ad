using System.Diagnostics;
using System.Globalization;
using GuestCtl.Cli.Tests.RealProgram;

namespace GuestCtl.Cli.Tests.Hostile;

/// <summary>The program on files that are larger than memory.</summary>
public sealed class LargeFileTests
{
    private const int Wanted = 1 << 20;

    // The file has 8 GiB. The program itself takes some 40 MB.
    private const long MostMemory = 400 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Cat_of_a_huge_file_holds_none_of_it_and_ends_when_nobody_reads()
    {
        var image = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(image))
            {
                file.SetLength(32 << 20);
            }

            Assert.Equal(0, (await Guestctl.RunAsync(
                "debug-sh", "-a", image, "--",
                "mke2fs -q -t ext4 /dev/sda && mount /dev/sda /sysroot && truncate -s 8G /sysroot/sparse && umount /sysroot")).Code);
            using var cat = Process.Start(Guestctl.Start("cat", "-a", image, "--format", "raw", "-m", "/dev/sda", "/sparse"))!;
            var buffer = new byte[64 * 1024];
            var read = 0L;
            while (read < 256L * Wanted)
            {
                var count = await cat.StandardOutput.BaseStream.ReadAsync(buffer);
                Assert.NotEqual(0, count);
                read += count;
            }

            Assert.InRange(PeakMemory(cat.Id), 0, MostMemory);
            cat.StandardOutput.Close();
            await cat.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            File.Delete(image);
        }
    }

    private static long PeakMemory(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) << 10;
    }
}
