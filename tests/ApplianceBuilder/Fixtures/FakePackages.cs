using GuestCtl.Appliances;
using GuestCtl.Appliances.Packages;
using GuestCtl.Appliances.Recipes;

namespace GuestCtl.ApplianceBuilder.Tests.Fixtures;

/// <summary>
/// One real Debian package of a few files, in place of a download. Everything after the download is the real builder;
/// only the package's "loader" is a shell script that stands for the tools of the tree.
/// </summary>
internal sealed class FakePackages : IPackageSource
{
    internal const string Release = "6.0-fake";

    // Called as the builder calls a loader: --library-path DIRECTORY PROGRAM ARGUMENTS.
    private const string Loader =
        """
        #!/bin/sh
        program=${3##*/}
        shift 3
        case "$program" in
        gzip) exec gzip "$@" ;;
        depmod) echo 'kernel/b.ko: kernel/a.ko' > "$2/usr/lib/modules/$3/modules.dep"; echo 'kernel/a.ko:' >> "$2/usr/lib/modules/$3/modules.dep" ;;
        mkfs.erofs)
            for argument; do image=$tree; tree=$argument; done
            [ ! -e "$tree/etc/slow" ] || sleep 2
            (cd "$tree" && find . | sort) > "$image" ;;
        *) echo "no $program here" >&2; exit 1 ;;
        esac

        """;

    private readonly string _package;

    internal FakePackages(string package) => _package = package;

    internal int Fetched { get; private set; }

    internal bool Cleared { get; private set; }

    internal static Recipe Recipe(string version = "1") => new(new Dictionary<string, byte[]>
    {
        ["packages.txt"] = "fake\n"u8.ToArray(),
        ["modules.txt"] = "b\na\n"u8.ToArray(),
        ["boot-modules.txt"] = "b\nbuiltin\n"u8.ToArray(),
        ["exclude.txt"] = "boot\nusr/share/doc\n"u8.ToArray(),
        ["directories.txt"] = "proc\nsysroot\n"u8.ToArray(),
        ["links.txt"] = "etc/mtab /proc/self/mounts\n"u8.ToArray(),
        ["root/etc/version"] = System.Text.Encoding.UTF8.GetBytes(version),
    });

    /// <summary>Makes the package with dpkg-deb.</summary>
    internal static string Make(TemporaryDirectory directory, bool slow = false)
    {
        directory.Write("fake/DEBIAN/control", "Package: fake\nVersion: 1\nArchitecture: all\nMaintainer: nobody <a@example.org>\nDescription: fake\n");
        directory.Write("fake/boot/vmlinuz-" + Release, KernelFixture.BzImage(KernelFixture.Gzip(KernelFixture.Elf("Xen", 18))));
        foreach (var module in (string[])["a", "b", "c"])
            directory.Write($"fake/usr/lib/modules/{Release}/kernel/{module}.ko", "module " + module);
        foreach (var library in (string[])["libc.so.6", "libm.so.6", "libgcc_s.so.1"])
            directory.Write("fake/usr/lib/x86_64-linux-gnu/" + library, library);
        directory.Write("fake/usr/share/doc/fake/README", "text");
        if (slow)
            directory.Write("fake/etc/slow", "");
        var loader = directory.Write("fake/usr/lib64/ld-linux-x86-64.so.2", Loader);
        File.SetUnixFileMode(loader, (UnixFileMode)0x1ed);
        HostProgram.Run("dpkg-deb", ["--root-owner-group", "-b", directory["fake"], directory["fake.deb"]]);
        return directory["fake.deb"];
    }

    public Task<IReadOnlyList<PackageFile>> FetchAsync(
        IReadOnlyList<string> names, IProgress<ApplianceProgress>? progress, CancellationToken cancel)
    {
        Fetched++;
        return Task.FromResult<IReadOnlyList<PackageFile>>([new PackageFile("fake", "1", _package)]);
    }

    public void Clear() => Cleared = true;
}
