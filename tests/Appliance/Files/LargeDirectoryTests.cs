using System.Globalization;
using GuestCtl.Appliance.Tests.Comparison;

namespace GuestCtl.Appliance.Tests.Files;

/// <summary>A directory of a million entries.</summary>
public sealed class LargeDirectoryFixture : GuestFixture
{
    /// <summary>The image with the directory.</summary>
    public string Image => Path.Combine(HostDirectory, "million.img");

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        LargeDirectory.Make(Image, HostDirectory);
        Guest.AddDrive(Image, readOnly: true, format: "raw");
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Guest.MountRo("/dev/sda", "/");
        return ValueTask.CompletedTask;
    }
}

/// <summary>What is streamed takes no memory to speak of on either side; what must be sorted takes that of the names.</summary>
/// <param name="fixture">The appliance.</param>
public sealed class LargeDirectoryTests(LargeDirectoryFixture fixture) : IClassFixture<LargeDirectoryFixture>
{
    private const int NameLength = 31;

    // What the daemon may take more than before. The names are 31 MB, and what is known of each as much again; the collector lags behind.
    private const long MostOfASort = 192 << 20;
    private const long MostOfAStream = 32 << 20;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void All_names_are_listed_and_sorted()
    {
        var expected = Enumerable.Range(0, LargeDirectory.Entries).Select(LargeDirectory.Name);
        Assert.InRange(Growth(() => Assert.True(expected.SequenceEqual(_guest.Ls("/many")))), 0, MostOfASort);
        Assert.InRange(Growth(() => Assert.True(expected.SequenceEqual(_guest.Find("/many/")))), 0, MostOfASort);
    }

    [Fact]
    public void Entries_and_unsorted_names_are_not_held()
    {
        Assert.InRange(Growth(() => Assert.Equal(LargeDirectory.Entries + 2, _guest.Readdir("/many").Length)), 0, MostOfAStream);
        var names = new Counter();
        Assert.InRange(Growth(() => _guest.Find0("/many", names)), 0, MostOfAStream);
        Assert.Equal(LargeDirectory.Entries * (NameLength + 2L), names.Bytes);
    }

    // In a program of its own: what other tests hold at the same time is not counted.
    [Fact]
    public void Unsorted_names_are_not_held_by_the_caller_either()
    {
        var script = Path.Combine(fixture.HostDirectory, "find0");
        File.WriteAllLines(
            script,
            [
                "run",
                "mount-ro /dev/sda /",
                "find0 /lost+found /dev/null",
                "!grep VmHWM /proc/$PPID/status",
                $"find0 /many {fixture.HostDirectory}/names",
                "!grep VmHWM /proc/$PPID/status",
            ]);
        var output = HostActions.Run($"{TestMachine.Bin}/guestfish --ro --format=raw -a {fixture.Image} -f {script}", fixture.HostDirectory);
        var peaks = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Kilobytes).ToList();
        Assert.Equal(2, peaks.Count);
        Assert.InRange(peaks[1] - peaks[0], 0, MostOfAStream);
        Assert.Equal(LargeDirectory.Entries * (NameLength + 2L), new FileInfo(Path.Combine(fixture.HostDirectory, "names")).Length);
    }

    [Fact]
    public void More_names_than_one_message_takes_can_be_asked_about()
    {
        string[] names = [.. Enumerable.Range(0, LargeDirectory.Entries).Select(LargeDirectory.Name)];
        names[^1] = "none";
        Assert.InRange(Growth(() =>
        {
            var statuses = _guest.Lstatnslist("/many", names);
            Assert.Equal(names.Length, statuses.Length);
            Assert.True(statuses.SkipLast(1).All(status => status.Ino is >= 13 and < 38));
            Assert.Equal(-1, statuses[^1].Ino);
        }), 0, MostOfAStream);
        var part = names[..100_000];
        Assert.Equal(part.Length, _guest.Readlinklist("/many", part).Count(target => target.Length == 0));
        Assert.InRange(Growth(() =>
            Assert.True(_guest.Lxattrlist("/many", part).All(attribute => attribute is { Attrname: "", Attrval: [(byte)'0'] }))), 0, MostOfAStream);
    }

    [Fact]
    public async Task A_list_of_names_can_be_cancelled_between_its_parts()
    {
        string[] names = [.. Enumerable.Range(0, LargeDirectory.Entries).Select(LargeDirectory.Name)];
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.LstatnslistAsync("/many", names, stop.Token));
        Assert.Equal(13, (await _guest.LstatnslistAsync("/many", names[..1])).Single().Ino);
    }

    // How much more memory the daemon has than before at the highest point of a call.
    private long Growth(Action call)
    {
        fixture.Shell("echo 5 > /proc/$PPID/clear_refs");
        var before = DaemonMemory("VmRSS");
        call();
        // A daemon that got smaller has not grown: the kernel counts resident pages roughly.
        return Math.Max(0, DaemonMemory("VmHWM") - before);
    }

    private long DaemonMemory(string what)
        => Kilobytes(fixture.Shell($"grep {what} /proc/$PPID/status"));

    // A line of a process's status, such as "VmRSS:	   34608 kB", in bytes.
    private static long Kilobytes(string line)
        => long.Parse(string.Concat(line.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture) << 10;

    private sealed class Counter : Stream
    {
        public long Bytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Bytes += count;
    }
}
