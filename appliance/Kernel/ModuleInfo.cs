using System.Text;
using GuestCtl.Appliances.Elf;

namespace GuestCtl.Appliances.Kernel;

/// <summary>What a kernel module says of itself in its <c>.modinfo</c> section.</summary>
internal static class ModuleInfo
{
    /// <summary>One name for both spellings: the kernel treats <c>-</c> and <c>_</c> alike.</summary>
    internal static string Normalize(string name) => name.Replace('-', '_');

    /// <summary>Names of the modules that this one needs, normalised.</summary>
    internal static IReadOnlyList<string> Depends(byte[] module)
    {
        if (ElfFile.TryParse(module) is not { } elf)
            return [];
        foreach (var entry in Encoding.ASCII.GetString(elf.Section(".modinfo").Span).Split('\0'))
        {
            if (entry.StartsWith("depends=", StringComparison.Ordinal))
                return [.. entry["depends=".Length..].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Normalize)];
        }
        return [];
    }
}
