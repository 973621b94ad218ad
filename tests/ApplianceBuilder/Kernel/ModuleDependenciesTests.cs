using GuestCtl.Appliances;
using GuestCtl.Appliances.Kernel;

namespace GuestCtl.ApplianceBuilder.Tests.Kernel;

public sealed class ModuleDependenciesTests
{
    private const string ModulesDep =
        """
        kernel/drivers/scsi/scsi_common.ko:
        kernel/drivers/scsi/scsi_mod.ko: kernel/drivers/scsi/scsi_common.ko
        kernel/drivers/scsi/sd_mod.ko: kernel/drivers/scsi/scsi_mod.ko kernel/drivers/scsi/scsi_common.ko
        kernel/drivers/scsi/virtio_scsi.ko: kernel/drivers/scsi/scsi_mod.ko kernel/drivers/scsi/scsi_common.ko
        kernel/drivers/char/hw_random/virtio-rng.ko:
        """;

    [Fact]
    public void A_module_comes_after_all_it_needs_and_only_once()
    {
        var order = new ModuleDependencies(ModulesDep).LoadOrder(["virtio_scsi", "sd_mod"]);

        Assert.Equal(
            [
                "kernel/drivers/scsi/scsi_common.ko", "kernel/drivers/scsi/scsi_mod.ko",
                "kernel/drivers/scsi/virtio_scsi.ko", "kernel/drivers/scsi/sd_mod.ko",
            ],
            order);
    }

    [Fact]
    public void Dashes_and_underscores_are_the_same() =>
        Assert.Equal(["kernel/drivers/char/hw_random/virtio-rng.ko"], new ModuleDependencies(ModulesDep).LoadOrder(["virtio_rng"]));

    [Fact]
    public void A_module_built_into_the_kernel_is_left_out() =>
        Assert.Empty(new ModuleDependencies(ModulesDep).LoadOrder(["virtio_pci"]));

    [Fact]
    public void A_cycle_is_an_error_and_not_an_endless_loop()
    {
        var dependencies = new ModuleDependencies("kernel/a.ko: kernel/b.ko\nkernel/b.ko: kernel/a.ko\n");

        var error = Assert.Throws<ApplianceBuildException>(() => dependencies.LoadOrder(["a"]));

        Assert.Contains("kernel/a.ko", error.Message);
    }
}
