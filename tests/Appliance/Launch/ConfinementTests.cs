namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>A launch that insists on every layer around QEMU.</summary>
public sealed class ConfinementTests
{
    [Fact]
    public async Task It_works_with_a_drive_and_from_a_template_or_names_what_this_host_lacks()
    {
        using var image = new TemporaryImage(1 << 20);
        for (var launch = 0; launch < 2; launch++)
        {
            await using var guest = TestMachine.CreateHandle(options => Requiring(options));
            guest.AddDrive(image.Path, readOnly: true, format: "raw");
            try
            {
                await guest.LaunchAsync(TestContext.Current.CancellationToken);
            }
            catch (ApplianceException e) when (e.Message.Contains("Confinement.Require", StringComparison.Ordinal))
            {
                // A host without one of the layers, as it says.
                Assert.Matches(@"(namespaces|landlock|filter|user) \(", e.Message);
                return;
            }

            Assert.Equal(1 << 20, guest.BlockdevGetsize64("/dev/sda"));
        }
    }

    [Fact]
    public async Task Arguments_of_the_callers_own_are_refused_for_they_may_open_any_file()
    {
        await using var guest = TestMachine.CreateHandle(options => Requiring(options));
        guest.Config("-global", "virtio-blk-pci.scsi=off");
        var failure = await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync(TestContext.Current.CancellationToken));
        Assert.Contains("arguments of the caller's own", failure.Message);
        Assert.Contains("confinement=best", failure.Message);
    }

    [Fact]
    public async Task The_backend_setting_asks_for_it_too()
    {
        await using var guest = TestMachine.CreateHandle();
        guest.Config("-global", "virtio-blk-pci.scsi=off");
        guest.SetBackendSetting("confinement", "require");
        await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync(TestContext.Current.CancellationToken));
    }

    private static GuestFsOptions Requiring(GuestFsOptions options) =>
        new() { DaemonPath = options.DaemonPath, Confinement = Confinement.Require };

    private sealed class TemporaryImage : IDisposable
    {
        public TemporaryImage(long bytes)
        {
            using var file = File.Create(Path);
            file.SetLength(bytes);
        }

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
