using GuestCtl.Qemu;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether qemu-img is there, which makes the overlays of read-only drives of some formats.</summary>
internal sealed class ImageToolCheck : ICheck
{
    public string Name => "qemu-img";

    public Task<Finding> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(Finding.Fine($"at {QemuSearch.FindImageTool()}"));
        }
        catch (QemuNotFoundException e)
        {
            return Task.FromResult(Finding.Note(e.Message, "Without it some image formats cannot be used: apt-get install qemu-utils."));
        }
    }
}
