using GuestCtl.Appliances.Packages;

namespace GuestCtl.Appliances.Tree;

/// <summary>Unpacks packages into one directory without running any of their scripts.</summary>
internal static class Unpacker
{
    // Unpacking is decompression: more than two at once gained nothing on the machines that were measured, and starved the user's.
    private const int Parallel = 2;

    // The merged-/usr links must be there before the first package, or one that still ships /lib would make a directory of it.
    private static readonly (string Path, string Target)[] MergedUsr =
        [("bin", "usr/bin"), ("sbin", "usr/sbin"), ("lib", "usr/lib"), ("lib64", "usr/lib64")];

    internal static async Task UnpackAsync(
        IReadOnlyList<PackageFile> packages, string tree, IProgress<ApplianceProgress>? progress, CancellationToken cancel)
    {
        var dpkgDeb = HostTool.Find("dpkg-deb", "dpkg");
        foreach (var (path, target) in MergedUsr)
        {
            Directory.CreateDirectory(Path.Combine(tree, target));
            Directory.CreateSymbolicLink(Path.Combine(tree, path), target);
        }
        var done = 0;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel };
        await System.Threading.Tasks.Parallel.ForEachAsync(packages, limits, async (package, stop) =>
        {
            var command = new BuildCommand($"Unpacking {package.Name}", dpkgDeb, ["--extract", package.Path, tree])
            {
                Advice = $"If the package is damaged, delete {package.Path} and try again.",
            };
            await command.RunAsync(null, stop).ConfigureAwait(false);
            var count = Interlocked.Increment(ref done);
            progress?.Report(new ApplianceProgress("Unpacking packages", count / (double)packages.Count));
        }).ConfigureAwait(false);
        foreach (var (path, _) in MergedUsr)
        {
            if (new DirectoryInfo(Path.Combine(tree, path)).LinkTarget is null)
                throw new ApplianceBuildException($"Unpacking: a package replaced the link /{path} of the appliance by a directory.");
        }
    }
}
