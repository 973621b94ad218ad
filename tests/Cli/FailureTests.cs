using GuestCtl.Appliances;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Tests;

public sealed class FailureTests
{
    [Fact]
    public void What_the_guest_refuses_is_exit_code_1_and_one_safe_line()
        => Assert.Equal(
            (1, "guestctl: mount: /dev/sda1: bad\\x1b label; again\n"),
            Report(new GuestOperationException("mount", "/dev/sda1: bad\e label\n  again\n", 22)));

    [Fact]
    public void A_lost_appliance_is_exit_code_3_with_a_hint()
    {
        var (code, text) = Report(new ApplianceException("launch: QEMU ended", "Kernel panic"));
        Assert.Equal(3, code);
        Assert.Contains("-v", text);
        Assert.DoesNotContain("panic", text);
    }

    [Fact]
    public void With_verbose_the_console_s_tail_is_printed()
        => Assert.Contains("Kernel panic", Report(new ApplianceException("launch: QEMU ended", "Kernel panic"), verbose: true).Text);

    [Fact]
    public void An_appliance_that_cannot_be_built_is_exit_code_3() => Assert.Equal(3, Report(new ApplianceBuildException("no space")).Code);

    [Fact]
    public void Ctrl_C_is_exit_code_130_whatever_came_of_it()
        => Assert.Equal((130, "guestctl: interrupted\n"), Report(new ApplianceException("the appliance is gone"), interrupted: true));

    [Fact]
    public void A_broken_pipe_is_silent()
        => Assert.Equal((141, ""), Report(new GuestOperationException("download", "failed", 0, new BrokenPipeException())));

    [Fact]
    public void What_nobody_expected_asks_for_a_report()
        => Assert.Equal((1, "guestctl: internal error, please report it: FormatException: odd\n"), Report(new FormatException("odd")));

    private static (int Code, string Text) Report(Exception error, bool verbose = false, bool interrupted = false)
    {
        var text = new StringWriter { NewLine = "\n" };
        using var streams = new Streams(Stream.Null, text);
        return (Failure.Report(error, streams, verbose, interrupted), text.ToString());
    }
}
