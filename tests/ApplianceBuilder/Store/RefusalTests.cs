using GuestCtl.Appliances;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Store;

public sealed class RefusalTests : IDisposable
{
    private readonly FakeStore _fake = new();

    [Fact]
    public async Task Too_little_space_is_said_before_anything_is_downloaded()
    {
        var store = _fake.Store(spaceNeeded: long.MaxValue);

        var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => store.EnsureAsync(null, CancellationToken.None));

        Assert.Contains("are free", error.Message);
        Assert.Contains("XDG_CACHE_HOME", error.Message);
        Assert.Equal(0, _fake.Packages.Fetched);
    }

    [Fact]
    public async Task A_disk_that_fills_up_on_the_way_is_named_as_the_cause()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a small file system needs root");
        using var small = new TemporaryDirectory();
        var package = FakePackages.Make(small);
        var cache = Directory.CreateDirectory(small["cache"]).FullName;
        HostProgram.Run("mount", ["-t", "tmpfs", "-o", "size=16k", "guestctl-test", cache]);
        try
        {
            var store = new ApplianceStore(
                new ApplianceOptions { CacheDirectory = cache, DaemonPath = _fake.Daemon }, FakePackages.Recipe(), new FakePackages(package))
            {
                SpaceNeeded = 0,
            };

            var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => store.EnsureAsync(null, CancellationToken.None));

            Assert.Contains("The disk is full", error.Message);
            Assert.Equal(["lock"], Directory.GetFileSystemEntries(cache).Select(Path.GetFileName));
        }
        finally
        {
            HostProgram.Run("umount", [cache]);
        }
    }

    [Fact]
    public void A_missing_daemon_is_named_with_the_place_it_was_looked_for()
    {
        _fake.Daemon = "/nonexistent/guestctld";

        var error = Assert.Throws<ApplianceBuildException>(() => _fake.Store().Find());

        Assert.Contains("/nonexistent/guestctld", error.Message);
    }

    [Fact]
    public async Task A_daemon_that_is_no_program_is_refused()
    {
        _fake.Daemon = _fake.Write("text/guestctld", "not a program"u8.ToArray());

        var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => _fake.Store().EnsureAsync(null, CancellationToken.None));

        Assert.Contains("is not an x86-64 Linux program", error.Message);
    }

    [Fact]
    public async Task A_cache_directory_that_cannot_be_made_is_named()
    {
        var store = new ApplianceStore(
            new ApplianceOptions { CacheDirectory = "/proc/guestctl", DaemonPath = _fake.Daemon }, FakePackages.Recipe(), _fake.Packages);

        var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => store.EnsureAsync(null, CancellationToken.None));

        Assert.Contains("/proc/guestctl", error.Message);
    }

    public void Dispose() => _fake.Dispose();
}
