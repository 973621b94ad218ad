using GuestCtl.Cli.Shell.Interactive;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class HistoryTests
{
    [Fact]
    public void Lines_are_kept_for_the_next_run_where_only_their_user_can_read_them()
    {
        var directory = Directory.CreateTempSubdirectory("guestctl-history-").FullName;
        try
        {
            var file = Path.Combine(directory, ".guestfish");
            var history = new History(file);
            history.Add("run");
            history.Add("run");
            history.Add(" ");
            history.Add("ls /");
            history.Save();

            Assert.Equal(["run", "ls /"], new History(file).Lines);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
