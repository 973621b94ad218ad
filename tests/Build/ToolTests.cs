namespace GuestCtl.Build.Tests;

public sealed class ToolTests
{
    [Fact]
    public async Task Output_is_returned_and_complaints_are_left_out()
    {
        var output = await Tool.RunAsync("sh", ["-c", "echo out; echo err >&2"], TestContext.Current.CancellationToken);

        Assert.Equal("out\n", output);
    }

    [Fact]
    public async Task A_failure_carries_command_exit_code_and_complaint()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(
            () => Tool.RunAsync("sh", ["-c", "echo no such thing >&2; exit 7"], TestContext.Current.CancellationToken));

        Assert.Contains("exit code 7", failure.Message);
        Assert.EndsWith("no such thing", failure.Message);
    }

    [Fact]
    public async Task A_missing_program_points_to_setup()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(
            () => Tool.RunAsync("no-such-program", [], TestContext.Current.CancellationToken));

        Assert.Equal("no-such-program is not installed. Run ./build.sh setup.", failure.Message);
    }

    [Fact]
    public void Programs_for_administrators_are_found_with_a_users_path() => Assert.Contains("/sbin", Tool.SearchPath.Split(':'));
}
