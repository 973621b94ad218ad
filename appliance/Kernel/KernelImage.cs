using GuestCtl.Appliances.Elf;
using GuestCtl.Appliances.Tree;

namespace GuestCtl.Appliances.Kernel;

/// <summary>Makes the file that QEMU boots out of the kernel package.</summary>
internal sealed class KernelImage(string tree)
{
    // XEN_ELFNOTE_PHYS32_ENTRY: the kernel can be entered directly, without its own decompressor (PVH).
    private const uint PvhEntryNote = 18;

    /// <summary>The kernel's release, from the name of its file.</summary>
    internal string Release => Path.GetFileName(Compressed)["vmlinuz-".Length..];

    private string Compressed
    {
        get
        {
            var boot = Path.Combine(tree, "boot");
            var kernels = Directory.Exists(boot) ? Directory.GetFiles(boot, "vmlinuz-*") : [];
            return kernels.Length == 1
                ? kernels[0]
                : throw new ApplianceBuildException($"Expected one kernel in the unpacked packages, found {kernels.Length}. Check packages.txt.");
        }
    }

    /// <summary>
    /// Writes the unpacked kernel when QEMU can enter it directly: unpacking is what an emulated processor does slowest
    /// (docs/appliance.md has the measurement). Otherwise the compressed one is copied as it is.
    /// </summary>
    internal async Task WriteAsync(string target, CancellationToken cancel)
    {
        var image = await File.ReadAllBytesAsync(Compressed, cancel).ConfigureAwait(false);
        if (BzImage.Find(image) is not { } payload)
        {
            File.Copy(Compressed, target);
            return;
        }
        var packed = target + payload.Suffix;
        using (var file = File.OpenHandle(packed, FileMode.Create, FileAccess.Write))
            RandomAccess.Write(file, payload.Data.Span, 0);
        await new TreeTool(tree).RunAsync(payload.Program, ["-d", "-q", "-f", packed], cancel).ConfigureAwait(false);
        File.Delete(packed);
        var kernel = ElfFile.TryParse(await File.ReadAllBytesAsync(target, cancel).ConfigureAwait(false));
        if (kernel is null || !kernel.HasNote("Xen", PvhEntryNote))
            File.Copy(Compressed, target, overwrite: true);
    }
}
