using GuestCtl.Appliances;
using GuestCtl.Appliances.Elf;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Elf;

public sealed class LibraryCheckTests
{
    private const string Program = "/usr/bin/env";

    [Fact]
    public void A_program_without_its_library_is_named_together_with_it()
    {
        using var tree = TreeWith(Program);

        var error = Assert.Throws<ApplianceBuildException>(() => new LibraryCheck(tree.FullName).Run(CancellationToken.None));

        Assert.Contains("usr/bin/program needs libc.so.6", error.Message);
    }

    [Fact]
    public void A_program_with_its_library_passes()
    {
        using var tree = TreeWith(Program);
        tree.Write("usr/lib/x86_64-linux-gnu/libc.so.6", "");

        new LibraryCheck(tree.FullName).Run(CancellationToken.None);
    }

    [Fact]
    public void The_needed_libraries_are_those_that_readelf_shows()
    {
        HostProgram.SkipWithout("readelf");

        var listed = HostProgram.Run("readelf", ["-d", Program]).Split('\n')
            .Where(line => line.Contains("(NEEDED)")).Select(line => line.Split('[', ']')[1]);

        Assert.Equal(listed, ElfFile.TryParse(File.ReadAllBytes(Program))!.Needed);
    }

    [Fact]
    public void A_cut_file_is_no_elf_file() =>
        Assert.Null(ElfFile.TryParse(File.ReadAllBytes(Program)[..70]));

    private static TemporaryDirectory TreeWith(string program)
    {
        var tree = new TemporaryDirectory();
        tree.Write("usr/bin/program", File.ReadAllBytes(program));
        return tree;
    }
}
