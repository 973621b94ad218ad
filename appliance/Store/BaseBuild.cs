using GuestCtl.Appliances.Elf;
using GuestCtl.Appliances.Images;
using GuestCtl.Appliances.Kernel;
using GuestCtl.Appliances.Packages;
using GuestCtl.Appliances.Recipes;
using GuestCtl.Appliances.Tree;

namespace GuestCtl.Appliances.Store;

/// <summary>Makes everything of an appliance but the daemon's part, in a directory given by the caller.</summary>
internal sealed class BaseBuild(Recipe recipe, IPackageSource source)
{
    /// <summary>Builds into <paramref name="directory"/>, leaving the unpacked tree in its <c>tree</c>.</summary>
    internal async Task RunAsync(string directory, IProgress<ApplianceProgress>? progress, CancellationToken cancel)
    {
        var packages = await source.FetchAsync(recipe.Packages, progress, cancel).ConfigureAwait(false);
        var tree = TreeOf(directory);
        Directory.CreateDirectory(tree);
        await Unpacker.UnpackAsync(packages, tree, progress, cancel).ConfigureAwait(false);

        progress?.Report(new ApplianceProgress("Preparing the kernel", null));
        var kernel = new KernelImage(tree);
        var release = kernel.Release;
        await kernel.WriteAsync(Path.Combine(directory, CacheLayout.Kernel), cancel).ConfigureAwait(false);
        await new ModuleSelection(tree, release).ApplyAsync(recipe.Modules, recipe.BootModules, cancel).ConfigureAwait(false);

        progress?.Report(new ApplianceProgress("Packing the root image", null));
        new Exclusions(recipe.Exclusions).Apply(tree, cancel);
        RootFiles.Write(recipe, tree);
        new LibraryCheck(tree).Run(cancel);
        new BaseInitrd(tree, release).Write(Path.Combine(directory, CacheLayout.BaseInitrd), recipe);
        CopySpareLibraries(tree, directory);
        await RootImage.WriteAsync(Path.Combine(directory, CacheLayout.RootImage), tree, cancel).ConfigureAwait(false);
        await WriteManifestAsync(directory, release, packages, cancel).ConfigureAwait(false);
    }

    internal static string TreeOf(string directory) => Path.Combine(directory, "tree");

    private static void CopySpareLibraries(string tree, string directory)
    {
        Directory.CreateDirectory(Path.Combine(directory, CacheLayout.Libraries));
        foreach (var library in DaemonInitrd.SpareLibraries)
        {
            var file = new FileInfo(Path.Combine(tree, "usr/lib/x86_64-linux-gnu", library));
            if (file.Exists)
                (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file)
                    .CopyTo(Path.Combine(directory, CacheLayout.Libraries, library));
        }
    }

    private async Task WriteManifestAsync(
        string directory, string release, IReadOnlyList<PackageFile> packages, CancellationToken cancel)
    {
        var files = new List<ApplianceFile>();
        var libraries = Directory.GetFiles(Path.Combine(directory, CacheLayout.Libraries))
            .Select(path => $"{CacheLayout.Libraries}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal);
        foreach (var name in (string[])[CacheLayout.Kernel, CacheLayout.RootImage, CacheLayout.BaseInitrd, .. libraries])
            files.Add(await FileHash.DescribeAsync(directory, name, cancel).ConfigureAwait(false));
        var contents = packages.Select(package => new AppliancePackage(package.Name, package.Version))
            .OrderBy(package => package.Name, StringComparer.Ordinal).ToList();
        ManifestJson.Write(
            Path.Combine(directory, CacheLayout.Manifest),
            new ApplianceManifest(recipe.Hash, release, DateTimeOffset.UtcNow, contents, files));
    }
}
