using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Tests.Output;

public sealed class StatusLineTests
{
    [Fact]
    public async Task Quick_work_shows_nothing()
    {
        var written = new StringWriter();
        using (var status = new StatusLine(written.Write, TimeProvider.System))
        {
            status.Report("Launching");
            await Task.Delay(300);
            status.Finish();
        }

        Assert.Equal("", written.ToString());
    }

    [Fact]
    public async Task Slow_work_is_shown_and_taken_away_again()
    {
        var written = new StringWriter();
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var status = new StatusLine(Write, TimeProvider.System))
        {
            status.Report("Copying", 0.5, "1.0M");
            await shown.Task.WaitAsync(TimeSpan.FromSeconds(10));
            status.Finish();
        }

        Assert.Equal("\rCopying [############............]  50%  1.0M\e[K\r\e[K", written.ToString());

        void Write(string text)
        {
            written.Write(text);
            shown.TrySetResult();
        }
    }
}
