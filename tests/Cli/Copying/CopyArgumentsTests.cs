using GuestCtl.Cli.Copying;

namespace GuestCtl.Cli.Tests.Copying;

public sealed class CopyArgumentsTests
{
    [Fact]
    public void Guest_paths_first_copy_out()
    {
        var paths = CopyArguments.Parse([":/etc/hosts", ":/etc/a:b", "out"]);
        Assert.False(paths.IntoGuest);
        Assert.Equal(["/etc/hosts", "/etc/a:b"], paths.Sources);
        Assert.Equal("out", paths.Destination);
    }

    [Fact]
    public void A_guest_path_last_copies_in()
    {
        var paths = CopyArguments.Parse(["a", "./:odd", ":/etc/"]);
        Assert.True(paths.IntoGuest);
        Assert.Equal(["a", "./:odd"], paths.Sources);
        Assert.Equal("/etc/", paths.Destination);
    }

    [Theory]
    [InlineData("at least one source", "a")]
    [InlineData("both here", "a", "b")]
    [InlineData("both in the guest", ":/a", ":/b")]
    [InlineData("both in the guest", "x", ":/a", ":/b")]
    [InlineData("write :/etc", ":etc", "b")]
    [InlineData("':' is not a path", ":", "b")]
    [InlineData("a path is empty", "", ":/b")]
    public void Wrong_paths_say_what_to_write(string message, params string[] paths)
    {
        var error = Assert.Throws<CliException>(() => CopyArguments.Parse(paths));
        Assert.Contains(message, error.Message);
        Assert.Equal(2, error.Code);
    }
}
