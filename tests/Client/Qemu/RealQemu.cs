using GuestCtl.Launch;
using GuestCtl.Qemu;

namespace GuestCtl.Client.Tests.Qemu;

/// <summary>The QEMU of this machine. Without one a test is skipped, except in CI, where it fails.</summary>
internal static class RealQemu
{
    public static async Task<QemuBinary> FindAsync()
    {
        try
        {
            return await QemuProbe.FindAsync(null, new FactCache(null));
        }
        catch (QemuNotFoundException e) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
