using System.Collections.Concurrent;
using System.Globalization;

namespace GuestCtl.Appliance.Tests.WarmStart;

/// <summary>Many machines from one template.</summary>
public sealed class CloneTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string CountVariable = "GUESTCTL_CLONES";
    private const int UsualCount = 100;
    private const int Racers = 50;
    private const int UuidsOfEach = 10;

    // More at once only wait for the processors.
    private const int AtOnce = 4;

    // What a clone makes of chance: kernel UUIDs, and bytes from both devices and the system call. Starting a program takes an emulated processor some 60 ms.
    private const string Chances = """
        for i in 1 2 3 4 5 6 7 8 9 10; do read uuid < /proc/sys/kernel/random/uuid; echo $uuid; done
        od -An -tx1 -N16 /dev/urandom
        od -An -tx1 -N16 /dev/random
        mktemp -u XXXXXXXXXXXXXXXXXXXX
        """;

    // A file system's UUID, and the UUID and the volume key of LUKS: of the kind that takes an emulated processor the least time.
    private const string Keys = """

        mkfs.ext2 -q /dev/sda && blkid -o value -s UUID /dev/sda
        echo pass > /tmp/pass
        cryptsetup luksFormat -q --type luks1 --pbkdf-force-iterations 1000 -c aes-cbc-plain -s 128 -h sha1 --key-file /tmp/pass /dev/sda 2>&1
        blkid -o value -s UUID /dev/sda
        cryptsetup luksDump -q --dump-volume-key --key-file /tmp/pass /dev/sda | sed -n '/MK dump/,$p' | tr -d '\n\t '
        """;

    private static int Clones
        => Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualCount;

    [Fact]
    public async Task Fifty_launches_that_race_for_the_first_template_make_one_and_all_work()
    {
        using var empty = new Workshop();
        var guests = new ConcurrentBag<GuestFs>();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Racers).Select(async _ => guests.Add(await empty.LaunchAsync())));
            Assert.Empty(empty.Warnings);
            Assert.Equal(1, empty.Saved);
            Assert.Single(empty.Templates);
            Assert.Equal(Racers - 1, guests.Count(Workshop.IsWarm));
            await Task.WhenAll(guests.Select(guest => guest.PingDaemonAsync()));
            Assert.Empty(empty.Warnings);
        }
        finally
        {
            await Task.WhenAll(guests.Select(guest => guest.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task Clones_have_nothing_random_in_common()
    {
        await workshop.PrepareAsync();
        var all = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Clones), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (clone, cancellation) =>
        {
            await using var guest = workshop.Create();
            guest.AddDriveScratch(8 << 20);
            await guest.LaunchAsync(cancellation);
            Assert.True(Workshop.IsWarm(guest), string.Join('\n', workshop.Warnings));
            foreach (var value in (await guest.DebugAsync("sh", [Chances + Keys], cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                all.Add(value);
            }
        });
        Assert.Equal(Clones * (UuidsOfEach + 6), all.Count);
        Assert.Equal(all.Count, all.Distinct().Count());
    }
}
