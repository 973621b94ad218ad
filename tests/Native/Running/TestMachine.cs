using System.Runtime.CompilerServices;

namespace GuestCtl.Native.Tests.Running;

/// <summary>Where the tests find what was built, and what there is of libguestfs on this machine.</summary>
internal static class TestMachine
{
    /// <summary>Of Debian's package, to compare with.</summary>
    public const string PeerLibrary = "/usr/lib/x86_64-linux-gnu/libguestfs.so.0";

    /// <summary>The directory of Debian's header.</summary>
    public const string PeerInclude = "/usr/include";

    public static string Repository { get; } = FindRepository();

    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>The directory with our library.</summary>
    public static string Native { get; } = Path.GetFullPath(Path.Combine(Bin, "..", "native"));

    /// <summary>The directory with our header.</summary>
    public static string Include { get; } = Path.GetFullPath(Path.Combine(Bin, "..", "include"));

    public static string Library => Path.Combine(Native, "libguestfs.so.0");

    private static string Bin => Environment.GetEnvironmentVariable("GUESTCTL_BIN") ?? Path.Combine(Repository, "artifacts", "bin");

    private static string Images => Environment.GetEnvironmentVariable("GUESTCTL_TEST_IMAGES") is { Length: > 0 } shared
        ? shared
        : Path.Combine(Repository, "artifacts", "images");

    /// <summary>Skips the test where the library was not built; in CI it then fails.</summary>
    public static void NeedLibrary() => Need(Library, "run ./build.sh build");

    /// <summary>Skips the test where a file is missing; in CI it then fails.</summary>
    public static void Need(string path, string remedy) => Assert.SkipUnless(IsCi || File.Exists(path), $"There is no {path}: {remedy}.");

    /// <summary>One of the images that the build program makes. It is never written to.</summary>
    public static string Image(string name)
    {
        var path = Path.Combine(Images, name);
        Need(path, "run ./build.sh demo, or set GUESTCTL_TEST_IMAGES");
        return path;
    }

    private static string FindRepository([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", ".."));
}
