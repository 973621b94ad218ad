using GuestCtl.Appliances.Packages;

namespace GuestCtl.Appliances.Tree;

/// <summary>Runs a program of the unpacked tree on the host, through the tree's own loader and libraries.</summary>
internal sealed class TreeTool(string tree)
{
    /// <param name="program">Path below the root of the tree, such as <c>usr/bin/zstd</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var command = new BuildCommand(
            $"Running the appliance's own {Path.GetFileName(program)}",
            Path.Combine(tree, "usr/lib64/ld-linux-x86-64.so.2"),
            ["--library-path", Path.Combine(tree, "usr/lib/x86_64-linux-gnu"), Path.Combine(tree, program), .. arguments]);
        await command.RunAsync(null, cancel).ConfigureAwait(false);
    }
}
