using GuestCtl.Appliances;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Store;

public sealed class ApplianceStoreTests : IDisposable
{
    private readonly FakeStore _fake = new();

    [Fact]
    public async Task A_build_is_found_again_and_not_repeated()
    {
        var store = _fake.Store();
        Assert.Null(store.Find());

        var built = await store.EnsureAsync(null, CancellationToken.None);
        var again = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        Assert.Equal(built.Hash, again.Hash);
        Assert.Equal(1, _fake.Packages.Fetched);
        Assert.Equal(FakePackages.Release, built.Manifest.KernelRelease);
        Assert.Equal([new AppliancePackage("fake", "1")], built.Manifest.Packages);
        await store.VerifyAsync(again, CancellationToken.None);
    }

    [Fact]
    public async Task The_kernel_is_the_unpacked_one_when_it_can_be_entered_directly()
    {
        var built = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        Assert.Equal(KernelFixture.Elf("Xen", 18), await File.ReadAllBytesAsync(built.Kernel));
    }

    [Fact]
    public async Task The_root_image_holds_what_the_recipe_says()
    {
        var built = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        var paths = await File.ReadAllLinesAsync(built.RootImage);
        Assert.Contains("./etc/version", paths);
        Assert.Contains("./etc/mtab", paths);
        Assert.Contains("./sysroot", paths);
        Assert.Contains($"./usr/lib/modules/{FakePackages.Release}/kernel/a.ko", paths);
        Assert.DoesNotContain($"./usr/lib/modules/{FakePackages.Release}/kernel/c.ko", paths);
        Assert.DoesNotContain("./usr/share/doc", paths);
        Assert.DoesNotContain("./boot", paths);
    }

    [Fact]
    public async Task The_initrd_has_the_boot_modules_in_order_and_the_daemon()
    {
        HostProgram.SkipWithout("cpio");
        var built = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        var modules = HostProgram.Run("cpio", ["-i", "--quiet", "--to-stdout", "etc/guestctl/boot-modules"], input: built.Initrd);

        Assert.Equal($"/lib/modules/{FakePackages.Release}/kernel/a.ko\n/lib/modules/{FakePackages.Release}/kernel/b.ko\n", modules);
        var daemon = await File.ReadAllBytesAsync(_fake.Daemon);
        Assert.True((await File.ReadAllBytesAsync(built.Initrd)).AsSpan().IndexOf(daemon) > 0);
    }

    [Fact]
    public async Task Another_daemon_needs_only_another_initrd()
    {
        var first = await _fake.Store().EnsureAsync(null, CancellationToken.None);
        _fake.Daemon = _fake.Write("other/guestctld", KernelFixture.Elf("GNU", 2));

        var second = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        Assert.Equal(1, _fake.Packages.Fetched);
        Assert.Equal(first.RootImage, second.RootImage);
        Assert.NotEqual(first.Initrd, second.Initrd);
        Assert.NotEqual(first.Hash, second.Hash);
    }

    [Fact]
    public async Task Packages_and_tree_are_deleted_unless_they_are_to_be_kept()
    {
        await _fake.Store().EnsureAsync(null, CancellationToken.None);
        Assert.True(_fake.Packages.Cleared);
        Assert.DoesNotContain("tree", _fake.CacheEntries());

        await _fake.Store(keep: true).BuildAsync(force: true, null, CancellationToken.None);
        Assert.Contains("tree", _fake.CacheEntries());
    }

    [Fact]
    public async Task Prune_leaves_only_the_current_recipe()
    {
        var old = await _fake.Store(recipe: "0").EnsureAsync(null, CancellationToken.None);
        var current = await _fake.Store().EnsureAsync(null, CancellationToken.None);

        await _fake.Store().PruneAsync(CancellationToken.None);

        Assert.False(Directory.Exists(old.Directory));
        Assert.NotNull(_fake.Store().Find());
        await _fake.Store().RemoveAsync(CancellationToken.None);
        Assert.False(Directory.Exists(current.Directory));
    }

    public void Dispose() => _fake.Dispose();
}
