using GuestCtl.Build.Compile;

namespace GuestCtl.Build.Tests.Compile;

public sealed class PkgConfigTests
{
    [Theory]
    [InlineData("lib", "..", "../../include")]
    [InlineData("lib/x86_64-linux-gnu", "..", "../../../include")]
    public void Its_paths_lead_from_itself_to_the_library_and_the_header(string libraries, string library, string include)
    {
        using var folder = new TemporaryFolder();
        var directory = Path.Combine(folder.Path, libraries);

        PkgConfig.Write(Path.Combine(directory, "pkgconfig"), directory, Path.Combine(folder.Path, "include"));

        var lines = File.ReadAllLines(Path.Combine(directory, "pkgconfig", "libguestfs.pc"));
        Assert.Contains($"libdir=${{pcfiledir}}/{library}", lines);
        Assert.Contains($"includedir=${{pcfiledir}}/{include}", lines);
        Assert.Contains("Libs: -L${libdir} -lguestfs", lines);
    }
}
