using System.Runtime.CompilerServices;

namespace GuestCtl.Appliance.Tests;

/// <summary>Where the tests find what was built, and what this machine can do.</summary>
internal static class TestMachine
{
    /// <summary>The source tree.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The directory with guestctl and guestctld.</summary>
    public static string Bin { get; } = Environment.GetEnvironmentVariable("GUESTCTL_BIN") ?? Path.Combine(Repository, "artifacts", "bin");

    /// <summary>The directory with the disk images that the build program makes.</summary>
    public static string Images { get; } = Environment.GetEnvironmentVariable("GUESTCTL_TEST_IMAGES") ?? Path.Combine(Repository, "artifacts", "images");

    /// <summary>What handles ask for; GUESTCTL_TEST_CONFINEMENT=Require has all tests run with every layer around QEMU.</summary>
    public static Confinement Confinement { get; } = Enum.TryParse<Confinement>(Environment.GetEnvironmentVariable("GUESTCTL_TEST_CONFINEMENT"), out var asked)
        ? asked
        : Confinement.Best;

    /// <summary>A handle that runs the daemon which was built with the tests.</summary>
    public static GuestFs CreateHandle(Func<GuestFsOptions, GuestFsOptions>? change = null)
    {
        var options = new GuestFsOptions { DaemonPath = Path.Combine(Bin, "guestctld"), Confinement = Confinement };
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("CI") == "true" || File.Exists("/usr/bin/qemu-system-x86_64"),
            "QEMU is not installed: run ./build.sh setup");
        return new GuestFs(change is null ? options : change(options));
    }

    private static string FindRepository([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", ".."));
}
