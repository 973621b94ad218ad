using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Bindings;

/// <summary>The same script on Debian's library and on ours, which must say the same. Nothing is launched.</summary>
public sealed class PeerTests
{
    private const string Python = "/usr/bin/python3";
    private const string Module = "/usr/lib/python3/dist-packages/guestfs.py";

    private const string Start = """
        import ctypes, guestfs, os, tempfile, warnings
        warnings.simplefilter("ignore")
        g = guestfs.GuestFS(python_return_dict=True)
        library, pointer = ctypes.CDLL("libguestfs.so.0"), ctypes.c_void_p(g.c_pointer())

        def show(name, *arguments, **options):
            try:
                print(name, arguments, options, repr(getattr(g, name)(*arguments, **options)))
            except RuntimeError as error:
                print(name, arguments, options, repr(str(error)), library.guestfs_last_errno(pointer))


        """;

    [Fact]
    public Task Calls_that_the_library_refuses_are_refused_in_the_same_words() => CompareAsync(40, """
        image = os.path.join(tempfile.gettempdir(), "no-such-image-at-all.img")
        show("add_drive", image)
        show("add_drive", "/dev/null", format="a b")
        show("add_drive", "/dev/null", iface="")
        show("add_drive", "/dev/null", label="1")
        show("add_drive", "/dev/null", cachemode="x")
        show("add_drive", "/dev/null", discard="x")
        show("add_drive", "/dev/null", protocol="x")
        show("add_drive", "/dev/null", blocksize=7)
        show("add_drive_scratch", -1)
        for function in "mkdir", "rmdir", "is_file", "cat", "ls", "read_file", "stat", "list_xattrs", "exists", "touch", "filesize", "vfs_type", "inspect_get_type":
            if hasattr(g, function):
                show(function, "/a")
        for function in "list_devices", "list_filesystems", "inspect_os", "sync", "lvs", "pvs", "umount_all", "mounts", "get_pid", "wait_ready", "umount_local", "mount_local_run":
            show(function)
        show("write", "/a", b"b")
        show("available", ["lvm2"])
        show("inspect_list_applications2", "/dev/sda")
        show("set_memsize", 1)
        show("set_smp", 0)
        show("set_backend", "x")
        show("get_backend_setting", "x")
        show("disk_create", "/tmp/x", "x", 1)
        show("disk_create", "/tmp/x", "raw", -7)
        show("parse_environment_list", ["LIBGUESTFS_DEBUG=x"])
        show("parse_environment_list", ["LIBGUESTFS_TRACE=x"])
        show("parse_environment_list", ["LIBGUESTFS_MEMSIZE=x"])
        """);

    [Fact]
    public Task Properties_of_a_new_handle_are_the_same() => CompareAsync(20, """
        for name in ("attach_method", "autosync", "backend", "backend_settings", "cachedir", "direct", "identifier", "memsize", "network", "pgroup",
                     "recovery_proc", "smp", "state", "tmpdir", "trace", "verbose", "hv", "append"):
            show("get_" + name)
        show("max_disks")
        show("is_config")
        g.close()
        os.environ["TMPDIR"] = "/usr"
        g = guestfs.GuestFS()
        show("get_cachedir")
        show("get_tmpdir")
        g.add_drive("/etc/hostname", readonly=1, format="raw", label="a", name="b", iface="ide", cachemode="unsafe", copyonread=1, discard="besteffort")
        g.add_drive("x", protocol="nbd", server=["unix:/tmp/s"], format="raw")
        g.add_drive("/dev/zero", readonly=1)
        show("debug_drives")
        """);

    [Fact]
    public Task Functions_for_the_tests_of_bindings_give_the_same() => CompareAsync(200, """
        for kind in "int", "int64", "bool", "conststring", "constoptstring", "string", "stringlist", "struct", "structlist", "hashtable", "bufferout":
            name = "internal_test_r" + kind
            show(name + "err")
            for value in "0", "1", "10", "true", "false", "abc", "":
                show(name, value)
            if kind.startswith("int"):
                show(name, "-5")
                show(name, "9999999999")
        with tempfile.TemporaryDirectory() as place:
            os.chdir(place)
            show("internal_test_set_output", "output")
            show("internal_test", "abc", "def", ["1"], 1, 2, -3, "123", "456", b"abc\0ab\xff")
            show("internal_test", "abc", None, [], False, 0, 1 << 40, "123", "456", b"", obool=1, oint=1, oint64=1 << 50, ostring="s", ostringlist=["a", "b c"])
            show("internal_test", "abc", "", ["a", "b"], True, -1, 0, "", "", b"x", obool=0, ostring="", ostringlist=[])
            show("internal_test_only_optargs")
            show("internal_test_only_optargs", test=5)
            show("internal_test_63_optargs", opt1=1, opt63=63, opt10=-10)
            show("internal_test_close_output")
            print(open("output").read())
            os.chdir("/")
        g.set_event_callback(lambda event, handle, text, numbers: print(text), guestfs.EVENT_TRACE)
        g.set_trace(1)
        show("internal_test_rstructlist", "2")
        show("internal_test_rstructlist", "0")
        show("internal_test_rhashtable", "2")
        show("internal_test_rbufferout", "a b")
        show("internal_test_rinterr")
        show("internal_test", "abc", None, ["1", "2"], True, 0, 1, "in", "out", b"b", obool=1, ostring="s", ostringlist=["a", "b"])
        """);

    // Both have the same environment, in which the library that is asked comes first.
    private static async Task CompareAsync(int lines, string script)
    {
        TestMachine.Need(Module, "install python3-guestfs");
        TestMachine.Need(TestMachine.PeerLibrary, "install libguestfs0");
        string[] arguments = ["-c", Start + script];

        var theirs = await Ran.RunAsync(Python, arguments, null);
        var ours = await Ran.OnOursAsync(Python, arguments);

        Assert.True(theirs.Output.Count(c => c == '\n') >= lines, theirs.Output + theirs.Error);
        Assert.Equal(theirs.Output, ours.Output);
        Assert.Equal(theirs.Code, ours.Code);
    }
}
