using GuestCtl.Appliances.Recipes;
using GuestCtl.Appliances.Tree;

namespace GuestCtl.Appliances.Kernel;

/// <summary>Keeps the wanted kernel modules and what they depend on, unpacked; deletes the others.</summary>
internal sealed class ModuleSelection(string tree, string release)
{
    private const string Packed = ".ko.xz";

    // xz takes many files at once; this keeps the argument list far below the kernel's limit.
    private const int Batch = 200;

    private readonly string _directory = Path.Combine(tree, "usr/lib/modules", release);

    /// <param name="patterns">Patterns below <c>kernel/</c>, without the file name's ending.</param>
    /// <param name="extra">Further modules by name, which may also be built into the kernel.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task ApplyAsync(IReadOnlyList<string> patterns, IReadOnlyList<string> extra, CancellationToken cancel)
    {
        var kernel = Path.Combine(_directory, "kernel");
        var all = Directory.EnumerateFiles(kernel, "*.ko*", SearchOption.AllDirectories)
            .ToDictionary(path => ModuleInfo.Normalize(ModuleName(path)), path => path);
        var wanted = patterns.Select(pattern => new PathPattern(pattern)).ToList();
        var extras = extra.Select(ModuleInfo.Normalize).ToHashSet();
        var kept = new HashSet<string>();
        var round = all.Where(module => extras.Contains(module.Key) || wanted.Any(p => p.Matches(BelowKernel(kernel, module.Value))))
            .Select(module => module.Key).ToList();
        while (round.Count > 0)
        {
            kept.UnionWith(round);
            await UnpackAsync([.. round.Select(name => all[name]).Where(path => path.EndsWith(Packed, StringComparison.Ordinal))], cancel)
                .ConfigureAwait(false);
            // A dependency that is no file is built into the kernel.
            round = [.. round.SelectMany(name => ModuleInfo.Depends(File.ReadAllBytes(Unpacked(all[name]))))
                .Distinct().Where(name => all.ContainsKey(name) && !kept.Contains(name))];
        }
        foreach (var (name, path) in all)
        {
            if (kept.Contains(name))
                StripSignature(Unpacked(path));
            else
                File.Delete(path);
        }
        RemoveEmptyDirectories(kernel);
        await WriteDependenciesAsync(cancel).ConfigureAwait(false);
    }

    private async Task UnpackAsync(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel };
        await Parallel.ForEachAsync(paths.Chunk(Batch), limits, async (batch, stop) =>
            await new TreeTool(tree).RunAsync("usr/bin/xz", ["-d", "-q", "-T1", .. batch], stop).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static void StripSignature(string path)
    {
        var module = File.ReadAllBytes(path);
        var stripped = ModuleSignature.Strip(module);
        if (stripped.Length < module.Length)
            File.WriteAllBytes(path, stripped.Span);
    }

    private static void RemoveEmptyDirectories(string directory)
    {
        foreach (var child in Directory.GetDirectories(directory))
            RemoveEmptyDirectories(child);
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    // depmod's output, which modprobe in the appliance and our own resolver read.
    private async Task WriteDependenciesAsync(CancellationToken cancel) =>
        await new TreeTool(tree).RunAsync("usr/sbin/depmod", ["-b", tree, release], cancel).ConfigureAwait(false);

    private static string ModuleName(string path)
    {
        var name = Path.GetFileName(path);
        return name[..name.IndexOf(".ko", StringComparison.Ordinal)];
    }

    private static string BelowKernel(string kernel, string path)
    {
        var relative = Path.GetRelativePath(kernel, path);
        return relative[..relative.IndexOf(".ko", StringComparison.Ordinal)];
    }

    private static string Unpacked(string path) =>
        path.EndsWith(Packed, StringComparison.Ordinal) ? path[..^".xz".Length] : path;
}
