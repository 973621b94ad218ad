using GuestCtl.Build.Compile;

namespace GuestCtl.Build.Tests.Compile;

public sealed class DeliveredProgramTests : IDisposable
{
    private static readonly DeliveredProgram Program = DeliveredProgram.All.Single(program => program.OtherName == "guestfish");

    private readonly TemporaryFolder _folder = new();

    private string Link => Path.Combine(_folder.Path, "guestfish");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_gets_its_second_name_again_and_again()
    {
        Assert.Null(Program.Link(_folder.Path));
        Assert.Null(Program.Link(_folder.Path));
        Assert.Equal("guestctl", new FileInfo(Link).LinkTarget);
    }

    [Fact]
    public void Somebody_else_s_program_of_that_name_stays()
    {
        File.WriteAllText(Link, "theirs");
        Assert.Equal(Link, Program.Link(_folder.Path));
        Assert.Equal("theirs", File.ReadAllText(Link));
    }

    [Fact]
    public void A_program_without_a_second_name_has_no_link()
    {
        Assert.Null(DeliveredProgram.All.First(program => program.OtherName is null).Link(_folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
