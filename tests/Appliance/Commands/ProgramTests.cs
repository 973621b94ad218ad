using System.Net;
using System.Net.Sockets;
using GuestCtl.Appliance.Tests.Files;
using GuestCtl.Appliance.Tests.Inspection;

namespace GuestCtl.Appliance.Tests.Commands;

/// <summary>command, sh and their forms, with the programs of a real Debian.</summary>
[Collection(ProgramsCollection.Name)]
public sealed class ProgramTests
{
    private readonly ProgramsFixture _fixture;
    private readonly GuestFs _guest;

    /// <summary>Skips all without the image.</summary>
    public ProgramTests(ProgramsFixture fixture)
    {
        Assert.SkipUnless(RealImagesFixture.HasImages, "the test images are missing: run ./build.sh demo, or set GUESTCTL_TEST_IMAGES");
        (_fixture, _guest) = (fixture, fixture.Guest);
    }

    [Fact]
    public void A_program_runs_with_arguments_of_any_bytes()
        => Assert.Equal("a b|\u00e9\udcff||$HOME|", _guest.Command(["printf", "%s|", "a b", "\u00e9\udcff", "", "$HOME"]));

    [Fact]
    public void A_program_is_the_guest_s_own()
    {
        Assert.Equal(_guest.Cat("/etc/debian_version"), _guest.Command(["/bin/cat", "/etc/debian_version"]));
        Assert.NotEqual(_fixture.Shell("cat /etc/debian_version"), _guest.Command(["cat", "/etc/debian_version"]));
        Assert.Equal("/\n", _guest.Command(["pwd"]));
    }

    [Fact]
    public void A_shell_expands_and_pipes() => Assert.Equal("3\n", _guest.Sh("for i in 1 2 3; do echo $i; done | wc -l"));

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a\\n", new[] { "a" })]
    [InlineData("a\\nb", new[] { "a", "b" })]
    [InlineData("\\n\\na\\n\\n", new[] { "", "", "a", "" })]
    public void Lines_are_split_as_they_are_printed(string format, string[] lines)
    {
        Assert.Equal(lines, _guest.CommandLines(["printf", format]));
        Assert.Equal(lines, _guest.ShLines($"printf '{format}'"));
    }

    [Theory]
    [InlineData("echo first; echo oops >&2; exit 3", "sh: /bin/sh ended with exit status 3: oops")]
    [InlineData("exit 1", "sh: /bin/sh ended with exit status 1 and said nothing")]
    [InlineData("kill -9 $$", "sh: /bin/sh was killed by signal 9 and said nothing")]
    public void A_failure_tells_status_and_what_the_program_said(string command, string message)
        => Assert.Equal(message, FilesFixture.Fails(Errno.EIO, "", () => _guest.Sh(command)).Message);

    [Theory]
    [InlineData(new string[0], Errno.EINVAL, "must begin with the name of a program")]
    [InlineData(new[] { "" }, Errno.EINVAL, "must begin with the name of a program")]
    [InlineData(new[] { "echo", "a\0b" }, Errno.EINVAL, "zero byte")]
    [InlineData(new[] { "no-such-program" }, Errno.ENOENT, "there is no such program in /usr/local/sbin:")]
    [InlineData(new[] { "/no/such" }, Errno.ENOENT, "cannot run /no/such: No such file or directory")]
    [InlineData(new[] { "/etc/passwd" }, Errno.EACCES, "cannot run /etc/passwd: Permission denied")]
    [InlineData(new[] { "/etc" }, Errno.EACCES, "cannot run /etc: Permission denied")]
    public void What_is_no_program_is_refused(string[] arguments, int errno, string message)
        => FilesFixture.Fails(errno, message, () => _guest.Command(arguments));

    [Fact]
    public void A_script_without_its_interpreter_says_which()
    {
        Write("/tmp/script", "#!/opt/none/perl6 -w\n"u8);
        FilesFixture.Fails(Errno.ENOENT, "its interpreter /opt/none/perl6 is not in the guest", () => _guest.Command(["/tmp/script"]));
    }

    [Fact]
    public void A_script_that_names_no_interpreter_is_the_shell_s()
    {
        Write("/usr/local/bin/plain", "echo \"$0 $1\"\n"u8);
        Assert.Equal("/usr/local/bin/plain x y\n", _guest.Command(["plain", "x y"]));
    }

    [Fact]
    public void A_program_of_another_architecture_says_so()
    {
        var program = _guest.ReadFile("/bin/true");
        program[18] = 183;
        Write("/tmp/foreign", program);
        FilesFixture.Fails(Errno.ENOEXEC, "it is a program for aarch64, and the appliance runs those for x86_64 and i386", () => _guest.Command(["/tmp/foreign"]));
        Write("/tmp/noise", [1, 0, 2, 3]);
        FilesFixture.Fails(Errno.ENOEXEC, "it is neither a program nor a script", () => _guest.Command(["/tmp/noise"]));
    }

    [Fact]
    public void A_program_without_its_loader_says_so()
    {
        var program = _guest.ReadFile("/bin/true");
        var at = program.AsSpan().IndexOf("/lib64/ld-linux"u8);
        program[at + 1] = (byte)'L';
        Write("/tmp/loaderless", program);
        FilesFixture.Fails(Errno.ENOENT, "the loader that it names is not in the guest", () => _guest.Command(["/tmp/loaderless"]));
    }

    [Fact]
    public void Kernel_file_systems_are_there_for_the_program_only()
    {
        var self = _guest.ShLines("test -c /dev/null && test -d /sys/kernel && test -d /proc/$$ && cat /proc/$$/comm && cat /proc/1/comm && mount | grep -c ' /proc '");
        Assert.Equal(["sh", "sh", "1"], self);
        Assert.False(_guest.Exists("/proc/self"));
        Assert.False(_guest.Exists("/sys/kernel"));
        Assert.DoesNotContain("/sysroot/proc", _fixture.Shell("cat /proc/mounts"));
    }

    [Fact]
    public void Nothing_comes_from_standard_input_and_no_file_of_the_daemon_is_open()
        => Assert.Equal(["0", "0", "1", "2", "3"], _guest.ShLines("wc -c; ls /proc/self/fd"));

    [Fact]
    public void The_umask_is_the_one_that_was_set()
    {
        var before = _guest.Umask(Convert.ToInt32("027", 8));
        try
        {
            Assert.Equal("0027\n", _guest.Sh("umask"));
        }
        finally
        {
            _guest.Umask(before);
        }

        Assert.Equal("0022\n", _guest.Sh("umask"));
    }

    [Fact]
    public void Output_over_the_limit_is_an_error_and_streams_are_not_limited()
    {
        FilesFixture.Fails(Errno.EMSGSIZE, "use command_out or sh_out", () => _guest.Command(["head", "-c", "20000000", "/dev/zero"]));
        var path = Path.Combine(_fixture.HostDirectory, "out");
        _guest.CommandOut(["head", "-c", "20000000", "/dev/zero"], path);
        Assert.Equal(20_000_000, new FileInfo(path).Length);
        _guest.ShOut("echo out; echo err >&2", path);
        Assert.Equal("out\n", File.ReadAllText(path));
        FilesFixture.Fails(Errno.EIO, "ended with exit status 9", () => _guest.ShOut("echo out; exit 9", path));
    }

    [Theory]
    [InlineData("sleep 1000")]
    [InlineData("setsid sleep 1000 & wait")]
    [InlineData("trap '' TERM INT HUP; while :; do :; done")]
    public async Task A_program_that_never_ends_is_ended_by_cancelling(string command)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.ShAsync(command, cancellation.Token));
        Assert.Equal("ok\n", _guest.Sh("echo ok"));
        Assert.DoesNotContain("sleep 1000", _fixture.Shell("cat /proc/[0-9]*/cmdline | tr '\\0' ' '"));
    }

    [Fact]
    public async Task Cancelling_one_of_two_leaves_the_other()
    {
        var other = _guest.ShAsync("sleep 3; echo done");
        using var cancellation = new CancellationTokenSource();
        var cancelled = _guest.ShAsync("sleep 2000 & sleep 2000", cancellation.Token);
        for (var deadline = DateTime.UtcNow.AddSeconds(60); !Programs().Contains("sleep 2000", StringComparison.Ordinal); await Task.Delay(20))
        {
            Assert.True(DateTime.UtcNow < deadline, "the program did not start");
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.DoesNotContain("sleep 2000", Programs());
        Assert.Equal("done\n", await other);
    }

    [Fact]
    public async Task A_program_that_prints_for_ever_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.CommandOutAsync(["yes"], Path.Combine(_fixture.HostDirectory, "yes"), cancellation.Token));
        Assert.Equal("ok\n", _guest.Sh("echo ok"));
    }

    [Fact]
    public void What_runs_in_the_background_goes_on_until_the_file_system_is_unmounted()
    {
        var pid = _guest.Sh("sleep 500 >/dev/null 2>&1 & echo $!").Trim();
        Assert.Equal("sleep\n", _guest.Sh($"cat /proc/{pid}/comm"));
        _guest.UmountAll();
        Assert.DoesNotContain("sleep 500", Programs());
        // The kernel refuses this while anybody has the file system.
        Assert.Contains("clean", _fixture.Shell($"e2fsck -fn {ProgramsFixture.Root} >/dev/null 2>&1; tune2fs -l {ProgramsFixture.Root} | grep 'state'"));
        _fixture.Shell($"blockdev --rereadpt /dev/sda");
        _guest.Mount(ProgramsFixture.Root, "/");
    }

    [Fact]
    public async Task A_file_system_cannot_be_unmounted_while_a_program_runs()
    {
        using var cancellation = new CancellationTokenSource();
        var running = _guest.ShAsync("touch /tmp/started; sleep 600", cancellation.Token);
        while (!_guest.Exists("/tmp/started"))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        FilesFixture.Fails(Errno.EBUSY, "a program of the guest is running", () => _guest.Umount("/"));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Many_run_at_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _guest.CommandAsync(["sh", "-c", $"sleep 0.3; echo {i}"])));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i}\n"), all);
    }

    [Fact]
    public async Task The_network_reaches_the_host_and_its_name_server_is_known()
    {
        var before = _guest.Lstat("/etc/resolv.conf");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("hello from the host\n"u8.ToArray());
        });
        Assert.Equal("hello from the host\n", await _guest.CommandAsync(["bash", "-c", $"cat </dev/tcp/169.254.2.2/{port}"]));
        await serving;
        Assert.Equal("nameserver 169.254.2.3\n", _guest.Sh("cat /etc/resolv.conf"));
        Assert.Equal(before, _guest.Lstat("/etc/resolv.conf"));
    }

    [Fact]
    public void Without_a_mounted_root_there_are_no_programs()
    {
        _guest.UmountAll();
        try
        {
            FilesFixture.Fails(Errno.EINVAL, "call 'mount' first", () => _guest.Command(["true"]));
        }
        finally
        {
            _guest.Mount(ProgramsFixture.Root, "/");
        }
    }

    private string Programs() => _fixture.Shell("cat /proc/[0-9]*/cmdline | tr '\\0' ' '");

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        _guest.Write(path, content.ToArray());
        _guest.Chmod(0x1ed, path);
    }
}

/// <summary>All classes of the family share one appliance.</summary>
[CollectionDefinition(Name)]
public sealed class ProgramsCollection : ICollectionFixture<ProgramsFixture>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Programs";
}
