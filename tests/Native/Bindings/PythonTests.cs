using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Bindings;

/// <summary>Debian's Python module, unchanged, on our library.</summary>
public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";

    private const string Open = """
        import guestfs, os, signal, sys, threading, time
        g = guestfs.GuestFS(python_return_dict=True)
        g.add_drive_opts(sys.argv[1], readonly=1, format="raw")
        g.launch()

        """;

    [Fact]
    public async Task It_inspects_an_image()
    {
        var ran = await RunAsync(Open + """
            root, = g.inspect_os()
            print(g.inspect_get_distro(root), g.inspect_get_hostname(root))
            for place, device in sorted(g.inspect_get_mountpoints(root).items()):
                g.mount_ro(device, place)
            print(g.read_file("/etc/hostname"), g.is_dir("/etc"), g.statns("/etc/hostname")["st_size"])
            print(len(g.inspect_list_applications2(root)) > 100, "etc" in g.ls("/"))
            g.close()
            """);

        Assert.Equal("", ran.Error);
        ran.Said("debian demo-debian", "b'demo-debian\\n' 1 12", "True True");
    }

    [Fact]
    public async Task Errors_are_exceptions()
    {
        var ran = await RunAsync(Open + """
            g.mount_ro("/dev/sda2", "/")
            for call in (lambda: g.cat("/none"), lambda: g.mkdir("/new"), lambda: g.mount("/dev/sdz", "/")):
                try:
                    call()
                except RuntimeError as error:
                    print(str(error) if "No such" in str(error) else str(error).split(":")[0])
            g.close()
            try:
                g.ls("/")
            except guestfs.ClosedHandle as error:
                print("closed")
            """);

        ran.Said("download: /none: No such file or directory", "mkdir", "mount: mount_stub: /dev/sdz: No such file or directory", "closed");
    }

    [Fact]
    public async Task A_file_that_is_standard_output_is_written_on_and_one_that_is_input_is_read_from_its_beginning()
    {
        var ran = await RunAsync("""
            import guestfs, os, sys, tempfile
            g = guestfs.GuestFS(python_return_dict=True)
            g.add_drive_scratch(1 << 20)
            g.launch()
            source, target = tempfile.TemporaryFile(), tempfile.TemporaryFile()
            source.write(b"first\nsecond\n")
            source.flush()
            target.write(b"start\n")
            target.flush()
            output = os.dup(1)
            os.dup2(source.fileno(), 0)
            os.dup2(target.fileno(), 1)
            os.lseek(0, 6, os.SEEK_SET)
            g.upload("/dev/stdin", "/dev/sda")
            rest = os.read(0, 100)
            g.download_offset("/dev/sda", "/dev/stdout", 6, 7)
            os.write(1, b"end\n")
            os.dup2(output, 1)
            print(rest, os.pread(target.fileno(), 100, 0))
            """);

        ran.Said("b'second\\n' b'start\\nsecond\\nend\\n'");
    }

    [Fact]
    public async Task Events_come_back()
    {
        var ran = await RunAsync(Open + """
            seen = []
            g.set_event_callback(lambda event, handle, text, numbers: seen.append(guestfs.event_to_string(event)), guestfs.EVENT_CLOSE | guestfs.EVENT_TRACE)
            g.set_trace(1)
            g.list_devices()
            g.close()
            print(seen)
            """);

        ran.Said("['trace', 'trace', 'trace', 'close']");
    }

    [Fact]
    public async Task The_forms_of_debug_that_tests_of_bindings_use_are_there()
    {
        var ran = await RunAsync(Open + """
            seen = []
            g.set_event_callback(lambda event, handle, text, numbers: seen.append(tuple(numbers[2:])), guestfs.EVENT_PROGRESS)
            print(g.debug("progress", ["1"]), seen[0], seen[-1], len(seen))
            print(g.debug("setenv", ["GUEST_TEST", "yes"]), "GUEST_TEST=yes" in g.debug("env", []).splitlines(), g.debug("print", ["a", "b"]))
            try:
                g.debug("error", ["5"])
            except RuntimeError as error:
                print(error)
            """);

        ran.Said("ok (1, 10) (10, 10) 10", "ok True ok", "debug: aaaaa");
    }

    [Fact]
    public async Task Ctrl_C_is_a_KeyboardInterrupt_and_the_handle_works_on()
    {
        var ran = await RunAsync(Open + """
            threading.Timer(1, lambda: os.killpg(os.getpgid(0), signal.SIGINT)).start()
            os.setpgid(0, 0)
            try:
                while True:
                    g.list_devices()
            except KeyboardInterrupt:
                print("interrupted", g.list_devices())
            """);

        ran.Said("interrupted ['/dev/sda']");
    }

    [Fact]
    public async Task A_forked_worker_uses_the_handle()
    {
        var ran = await RunAsync(Open + """
            g.mount_ro("/dev/sda2", "/")
            sys.stdout.flush()
            child = os.fork()
            if child == 0:
                print("child", g.read_file("/etc/hostname"))
                sys.stdout.flush()
                os._exit(0)
            print("status", os.waitpid(child, 0)[1], g.read_file("/etc/hostname"))
            """);

        ran.Said("child b'demo-debian\\n'", "status 0 b'demo-debian\\n'");
    }

    private static Task<Ran> RunAsync(string script)
    {
        TestMachine.Need("/usr/lib/python3/dist-packages/guestfs.py", "install python3-guestfs");
        return Ran.OnOursAsync(Python, ["-c", script, TestMachine.Image("debian-ext4.img")]);
    }
}
