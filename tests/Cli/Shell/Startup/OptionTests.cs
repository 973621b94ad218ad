namespace GuestCtl.Cli.Tests.Shell.Startup;

/// <summary>What is expected is what guestfish 1.48 says.</summary>
public sealed class OptionTests
{
    private const string Try = "\nTry ‘guestfish --help’ for more information.\n";

    [Theory]
    [InlineData("guestfish: unrecognized option '--foo'" + Try, "--foo")]
    [InlineData("guestfish: invalid option -- 'Z'" + Try, "-Z")]
    [InlineData("guestfish: option requires an argument -- 'a'" + Try, "-a")]
    [InlineData("guestfish: option '--add' requires an argument" + Try, "--add")]
    [InlineData("guestfish: option '--listen' doesn't allow an argument" + Try, "--listen=foo")]
    [InlineData("guestfish: access: /nonexistent: No such file or directory\n", "-a", "/nonexistent")]
    [InlineData("guestfish: --format parameter must appear before -a parameter\n", "--format=raw")]
    [InlineData("guestfish: --blocksize option is not numeric\n", "--blocksize=foo")]
    [InlineData("guestfish: cannot mix --ro and --rw options\n", "-r", "-w")]
    [InlineData("guestfish: open: /nonexistent: No such file or directory\n", "-f", "/nonexistent")]
    [InlineData("guestfish: selector 'foo': missing TYPE\n", "--key", "foo")]
    [InlineData("guestfish: selector 'foo:bar': invalid TYPE\n", "--key", "foo:bar")]
    [InlineData("guestfish: --listen=PID: PID was not a number: foo\n", "--remote=foo")]
    [InlineData("guestfish: extra parameters on the command line with --listen flag\n", "--listen", "echo")]
    [InlineData("guestfish: cannot use --listen and --remote options at the same time\n", "--listen", "--remote=1")]
    [InlineData("guestfish: -N parameter ‘foo’: no such prepared disk image known.\nUse 'guestfish -N help' to list possible values for the -N parameter.\n", "-N", "foo")]
    public void Wrong_options_are_refused(string message, params string[] arguments) => Assert.Equal((1, "", message), InProcessShell.Run("", arguments));

    [Fact]
    public void Options_may_stand_among_the_commands_and_end_with_two_dashes()
    {
        Assert.Equal((0, "hi\nfalse\n", ""), InProcessShell.Run("", "echo", "hi", "-n", ":", "get-autosync"));
        Assert.Equal((0, "-n hi\n", ""), InProcessShell.Run("", "--", "echo", "-n", "hi"));
    }

    [Fact]
    public void Long_options_can_be_cut_short() => Assert.Equal((0, "true\n", ""), InProcessShell.Run("", "--netw", "get-network"));

    [Fact]
    public void A_dead_listener_is_told_of()
        => Assert.EndsWith(
            "/socket-999999: No such file or directory\nguestfish: remote: looks like the server is not running\n",
            InProcessShell.Run("", "--remote=999999", "echo", "hi").Error);

    [Fact]
    public void A_machine_of_libvirt_that_is_not_there_is_told()
    {
        var (code, output, error) = InProcessShell.Run("", "-c", "test:///default", "-d", "foo", "echo", "hi");
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("libguestfs: error: ", error);
        Assert.Contains(System.Runtime.InteropServices.NativeLibrary.TryLoad("libvirt.so.0", out _) ? "no libvirt domain called ‘foo’: Domain not found" : "libvirt is not installed", error);
    }
}
