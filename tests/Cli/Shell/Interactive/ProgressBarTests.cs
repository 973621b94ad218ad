using System.Text;
using GuestCtl.Cli.Shell.Interactive;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class ProgressBarTests
{
    private readonly MemoryStream _terminal = new();
    private readonly Hand _hand = new();
    private readonly ProgressBar _bar;

    public ProgressBarTests() => _bar = new ProgressBar(new ShellErrors(_terminal), _hand);

    private string Shown => Encoding.UTF8.GetString(_terminal.ToArray());

    [Fact]
    public void A_command_of_less_than_two_seconds_has_none()
    {
        _bar.Report(1, 10);
        _hand.Move(1.9);
        _bar.Report(9, 10);
        _bar.Finish();
        Assert.Equal("", Shown);
    }

    [Fact]
    public void A_terminal_without_escape_sequences_gets_blanks_at_the_end()
    {
        var bar = new ProgressBar(new ShellErrors(_terminal), _hand, isPlain: true);
        bar.Report(0, 100);
        _hand.Move(30);
        bar.Report(100, 100);
        var shown = Shown.Length;
        bar.Finish();
        Assert.Equal("\r" + new string(' ', shown - 1) + "\r", Shown[shown..]);
    }

    [Fact]
    public void It_says_how_far_and_how_long_and_goes_at_the_end()
    {
        _bar.Report(0, 100);
        _hand.Move(30);
        _bar.Report(50, 100);
        Assert.Equal($"\r/ 50% [{new string('#', 23)}{new string('-', 23)}] 00:30", Shown);
        _bar.Report(100, 100);
        Assert.EndsWith($"\r 100% [{new string('#', 46)}] 00:00", Shown);
        _bar.Finish();
        Assert.EndsWith("\r\e[K", Shown);
    }

    [Fact]
    public void The_next_command_begins_anew()
    {
        _bar.Report(0, 100);
        _hand.Move(5);
        _bar.Finish();
        _bar.Report(1, 100);
        _bar.Finish();
        Assert.Equal("", Shown);
    }

    private sealed class Hand : TimeProvider
    {
        private double _seconds;

        public override long TimestampFrequency => 1000;

        public void Move(double seconds) => _seconds += seconds;

        public override long GetTimestamp() => (long)(_seconds * TimestampFrequency);
    }
}
