using GuestCtl.Drives;
using GuestCtl.Launch;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Launch;

public sealed class PrivateDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Nobody_else_gets_in_and_nothing_is_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        var made = Create();
        File.WriteAllText(made.FilePath("x"), "");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(made.Files)!));

        made.Dispose();

        Assert.Empty(Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(made.Files));
    }

    [Fact]
    public void Sockets_and_big_files_have_places_of_their_own()
    {
        Directory.CreateDirectory(_directory.File("run"));
        using var made = PrivateDirectory.Create(NullLogger.Instance, _directory.File("run"), _directory.Path);
        Assert.StartsWith(_directory.File("run"), made.Sockets);
        Assert.False(made.Files.StartsWith(_directory.File("run"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_killed_process_left_is_swept_and_what_lives_is_not()
    {
        using var alive = Create();
        var dead = Path.Combine(Path.GetDirectoryName(alive.Files)!, "deadbeef");
        Directory.CreateDirectory(dead);
        File.WriteAllText(Path.Combine(dead, "overlay"), "x");
        File.WriteAllText(dead + ".lock", "999999999\n");
        var logger = new RecordingLogger();

        using var next = PrivateDirectory.Create(logger, "", _directory.Path);

        Assert.False(Directory.Exists(dead));
        Assert.False(File.Exists(dead + ".lock"));
        Assert.True(Directory.Exists(alive.Files));
        Assert.Contains(logger.Lines, line => line.Text.Contains(dead, StringComparison.Ordinal));
    }

    [Fact]
    public void A_socket_path_that_is_too_long_says_what_to_do()
    {
        using var made = Create();
        var failure = Assert.Throws<IOException>(() => made.SocketPath(new string('a', 100)));
        Assert.Contains("XDG_RUNTIME_DIR", failure.Message);
    }

    [Fact]
    public void A_place_that_somebody_else_took_is_left_for_one_that_nobody_foresees()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        var root = _directory.File("guestctl-" + HostFile.CurrentUser);
        Directory.CreateDirectory(root);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(root, (UnixFileMode)0b111_111_111);

        using var made = Create();
        using var next = Create();

        var used = Path.GetDirectoryName(made.Files)!;
        Assert.NotEqual(root, used);
        Assert.StartsWith(root + "-", used);
        Assert.True(UserRoot.IsPrivate(used));
        Assert.Equal(used, Path.GetDirectoryName(next.Files));
    }

    [Fact]
    public void A_link_in_its_place_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        var elsewhere = Directory.CreateDirectory(_directory.File("elsewhere")).FullName;
        File.CreateSymbolicLink(_directory.File("guestctl-" + HostFile.CurrentUser), elsewhere);

        using var made = Create();

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    private PrivateDirectory Create() => PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path);
}
