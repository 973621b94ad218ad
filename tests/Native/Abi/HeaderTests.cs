using System.Text.RegularExpressions;
using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Abi;

public sealed partial class HeaderTests
{
    // Both headers in one file: a function that is declared otherwise in the second is an error of the compiler.
    [Fact]
    public async Task Functions_are_declared_as_in_Debians_header()
    {
        TestMachine.NeedLibrary();
        var peer = Path.Combine(TestMachine.PeerInclude, "guestfs.h");
        TestMachine.Need(peer, "install libguestfs-dev");
        using var place = new TemporaryDirectory();
        var theirs = Declarations(await File.ReadAllTextAsync(peer)).ToList();
        await File.WriteAllTextAsync(place["both.c"], $"#include <guestfs.h>\nstruct guestfs_internal_mountable;\n{string.Concat(theirs)}int main(void) {{ return 0; }}\n");

        await CProgram.CompileAsync(place["both.c"], place["both"], TestMachine.Include, "-DGUESTFS_NO_WARN_DEPRECATED", "-DGUESTFS_PRIVATE=1");

        Assert.True(theirs.Count > 800, $"{theirs.Count} declarations");
    }

    private static IEnumerable<string> Declarations(string header)
        => Declaration().Matches(header.Replace("GUESTFS_DLL_PUBLIC", "", StringComparison.Ordinal)).Select(match => Deprecation().Replace(match.Value, "") + "\n");

    [GeneratedRegex(@"^extern [^;]*guestfs_\w+ \([^;]*;", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\s*GUESTFS_DEPRECATED_\w+( ?\(""\w+""\))?")]
    private static partial Regex Deprecation();
}
