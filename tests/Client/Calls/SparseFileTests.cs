using System.Diagnostics;
using System.Globalization;
using GuestCtl.Calls;

namespace GuestCtl.Client.Tests.Calls;

public sealed class SparseFileTests : IDisposable
{
    private const int Part = 1 << 20;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Zeros_take_no_room_and_the_content_is_the_same()
    {
        var path = _directory.File("file");
        byte[] data = [.. Enumerable.Repeat((byte)7, Part)];
        byte[][] parts = [new byte[Part], data, new byte[Part], data, new byte[4 * Part]];
        await using (var file = File.Create(path))
        {
            using var sparse = SparseFile.TryWrap(file)!;
            foreach (var part in parts)
            {
                await sparse.WriteAsync(part);
            }
        }

        Assert.Equal(parts.SelectMany(part => part), await File.ReadAllBytesAsync(path));
        Assert.SkipUnless(OperatingSystem.IsLinux(), "stat tells of holes.");
        Assert.InRange(Allocated(path), 2 * Part, 3 * Part);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Part)]
    public async Task A_file_of_zeros_has_its_length(int length)
    {
        var path = _directory.File("file");
        await using (var file = File.Create(path))
        {
            using var sparse = SparseFile.TryWrap(file)!;
            await sparse.WriteAsync(new byte[length]);
        }

        Assert.Equal(length, new FileInfo(path).Length);
    }

    [Fact]
    public void What_cannot_have_holes_is_written_as_it_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The device is Linux's.");
        using var device = new FileStream("/dev/null", FileMode.Open, FileAccess.Write);
        Assert.Null(SparseFile.TryWrap(device));
    }

    private static long Allocated(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%b", path]) { RedirectStandardOutput = true })!;
        var blocks = long.Parse(stat.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        stat.WaitForExit();
        return blocks * 512;
    }
}
