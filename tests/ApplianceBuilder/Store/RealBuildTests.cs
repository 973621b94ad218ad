using GuestCtl.Appliances;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Store;

public sealed class RealBuildTests
{
    // What docs/appliance.md promises; the daemon's own size comes on top.
    private const long LargestBase = 250_000_000;

    [Fact]
    public async Task The_real_appliance_builds_from_Debians_packages()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("GUESTCTL_TEST_NETWORK") is not null || Environment.GetEnvironmentVariable("CI") is not null,
            "downloads 200 MB; set GUESTCTL_TEST_NETWORK to run it");
        using var directory = new TemporaryDirectory();
        var options = new ApplianceOptions { CacheDirectory = directory["cache"], DaemonPath = "/usr/bin/env" };
        var store = new ApplianceStore(options);

        var built = await store.BuildAsync(force: false, null, CancellationToken.None);

        await store.VerifyAsync(built, CancellationToken.None);
        Assert.StartsWith("6.12.", built.Manifest.KernelRelease);
        Assert.True(built.Manifest.Files.Sum(file => file.Size) < LargestBase);
        Assert.Equal("\u007fELF"u8.ToArray(), File.ReadAllBytes(built.Kernel)[..4]);
        var modules = HostProgram.Run("cpio", ["-i", "--quiet", "--to-stdout", "etc/guestctl/boot-modules"], input: built.Initrd);
        Assert.Contains("/virtio_scsi.ko", modules);
        Assert.True(modules.IndexOf("/crc32c_generic.ko", StringComparison.Ordinal) < modules.IndexOf("/erofs.ko", StringComparison.Ordinal));
    }
}
