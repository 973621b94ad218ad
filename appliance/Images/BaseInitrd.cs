using System.Text;
using GuestCtl.Appliances.Kernel;
using GuestCtl.Appliances.Recipes;

namespace GuestCtl.Appliances.Images;

/// <summary>Writes the part of the initrd that does not depend on the daemon: directories, the C library, boot modules.</summary>
internal sealed class BaseInitrd(string tree, string release)
{
    internal const string LibraryDirectory = "lib/x86_64-linux-gnu";

    // What every NativeAOT program links to. Others come with the daemon, when it needs them.
    internal static readonly string[] Libraries = ["libc.so.6", "libm.so.6"];

    private static readonly string[] Directories =
        ["dev", "proc", "sys", "run", "tmp", "newroot", "etc", "etc/guestctl", "lib", LibraryDirectory, "lib64", "lib/modules"];

    internal void Write(string target, Recipe recipe)
    {
        using var file = File.Create(target);
        var cpio = new CpioWriter(file);
        foreach (var directory in Directories)
            cpio.AddDirectory(directory);
        // The kernel opens it for the daemon's standard streams before anything can be mounted on /dev.
        cpio.AddCharacterDevice("dev/console", 0x180, 5, 1);
        // .NET looks for its source of random numbers when it starts, and remembers what it found.
        cpio.AddCharacterDevice("dev/urandom", 0x1b6, 1, 9);
        cpio.AddFile("lib64/ld-linux-x86-64.so.2", 0x1ed, Resolve("usr/lib64/ld-linux-x86-64.so.2"));
        foreach (var library in Libraries)
            cpio.AddFile($"{LibraryDirectory}/{library}", 0x1ed, Resolve($"usr/lib/x86_64-linux-gnu/{library}"));
        AddModules(cpio, recipe);
        cpio.Finish();
    }

    private void AddModules(CpioWriter cpio, Recipe recipe)
    {
        var below = $"lib/modules/{release}";
        var modules = Path.Combine(tree, "usr", below);
        var order = new ModuleDependencies(File.ReadAllText(Path.Combine(modules, "modules.dep"))).LoadOrder(recipe.BootModules);
        var made = new HashSet<string>();
        foreach (var module in order)
        {
            AddParents(cpio, $"{below}/{module}", made);
            cpio.AddFile($"{below}/{module}", 0x1a4, Path.Combine(modules, module));
        }
        var list = string.Concat(order.Select(module => $"/{below}/{module}\n"));
        cpio.AddFile("etc/guestctl/boot-modules", 0x1a4, Encoding.UTF8.GetBytes(list));
    }

    private static void AddParents(CpioWriter cpio, string path, HashSet<string> made)
    {
        for (var slash = path.IndexOf('/', "lib/modules/".Length); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (made.Add(path[..slash]))
                cpio.AddDirectory(path[..slash]);
        }
    }

    // Links inside the tree are relative, but only the file itself belongs in the archive.
    private string Resolve(string path)
    {
        var file = new FileInfo(Path.Combine(tree, path));
        return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
    }
}
