using GuestCtl.Build.Tests.Doors;

namespace GuestCtl.Build.Tests;

public sealed class BuildProgramTests
{
    [Theory]
    [InlineData("setup", "--check")]
    [InlineData("build")]
    [InlineData("appliance")]
    [InlineData("demo")]
    [InlineData("demo", "disk.img")]
    [InlineData("test", "Protocol", "--filter", "Frame", "--timeout", "2.5")]
    [InlineData("bench", "--quick", "launch")]
    [InlineData("record", "checksums")]
    [InlineData("record-scripts", "Quoting/octal", "--again", "--programs", "artifacts/bin", "--output", "out")]
    [InlineData("clean")]
    [InlineData("help")]
    public void Every_target_parses(params string[] arguments)
    {
        var parsed = BuildProgram.Describe(Checkout.Workspace).Parse(arguments);

        Assert.Empty(parsed.Errors);
        Assert.Equal(arguments[0], parsed.CommandResult.Command.Name);
    }

    [Theory]
    [InlineData("demo", "one.img", "two.img")]
    [InlineData("setup", "--force")]
    [InlineData("test", "--timeout", "soon")]
    public void Nonsense_is_refused(params string[] arguments) =>
        Assert.NotEmpty(BuildProgram.Describe(Checkout.Workspace).Parse(arguments).Errors);

    [Fact]
    public async Task A_missing_image_is_named_without_a_stack_trace()
    {
        var error = new StringWriter();

        var exit = await BuildProgram.RunAsync(["demo", "/no/such.img"], Checkout.Workspace, TextWriter.Null, error);

        Assert.Equal(1, exit);
        Assert.Equal($"There is no disk image /no/such.img.{Environment.NewLine}", error.ToString());
    }
}
