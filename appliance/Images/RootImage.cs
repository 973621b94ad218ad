using GuestCtl.Appliances.Tree;

namespace GuestCtl.Appliances.Images;

/// <summary>Packs the tree into the read-only root file system of the appliance.</summary>
internal static class RootImage
{
    // Fixed, like the times, so that the same packages give the same image.
    private const string Uuid = "67756573-7463-746c-9a00-726f6f740000";

    internal static async Task WriteAsync(string target, string tree, CancellationToken cancel)
    {
        // erofs, for its reads straight from the page cache; uncompressed or not is decided by the measurement in docs/appliance.md.
        string[] arguments = ["--quiet", "-zlz4", "-T0", $"-U{Uuid}", "-x-1", "--all-root", "-Lguestctl-root", target, tree];
        await new TreeTool(tree).RunAsync("usr/bin/mkfs.erofs", arguments, cancel).ConfigureAwait(false);
    }
}
