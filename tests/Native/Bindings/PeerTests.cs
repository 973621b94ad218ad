using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Bindings;

/// <summary>The same script on Debian's library and on ours, which must say the same. Nothing is launched.</summary>
public sealed class PeerTests
{
    private const string Python = "/usr/bin/python3";
    private const string Module = "/usr/lib/python3/dist-packages/guestfs.py";

    private const string Start = """
        import ctypes, guestfs, json, os, sys, tempfile, warnings
        reference = sys.argv[1]
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
        for function in "lstatlist", "lstatnslist", "lxattrlist", "readlinklist":
            show(function, "/", [])
            show(function, "/", ["a"])
        show("available", ["lvm2"])
        show("inspect_list_applications2", "/dev/sda")
        show("get_selinux")
        show("set_selinux", True)
        show("get_selinux")
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
    public Task Every_function_of_the_appliance_waits_for_its_launch() => CompareAsync(450, """
        plausible = {"pathname": "/a", "string": "abc", "device": "/dev/sda", "int": 1, "int64": 1, "mountable": "/dev/sda", "file_out": "out", "bool": True,
                     "list<string>": ["lvm2"], "device_or_path": "/a", "optional_string": "opt", "file_in": "/etc/hostname", "list<device>": ["/dev/sda"],
                     "key": "k", "bytes": b"xyz", "guid": "01234567-0123-0123-0123-012345678901", "list<filename>": ["a", "b"], "mountable_or_path": "/a",
                     "list<pathname>": ["/a", "/b"]}
        lines = []
        g.set_event_callback(lambda event, handle, text, numbers: lines.append(text), guestfs.EVENT_TRACE)
        for function in json.load(open(reference)):
            name = function["name"]
            if function["side"] != "host" and hasattr(g, name) or name in ("available", "feature_available"):
                g.set_trace(1)
                show(name, *[plausible[argument.split(": ")[1]] for argument in function["args"]])
                print("first and last:", lines[0], lines[-1])
                g.set_trace(0)
                lines.clear()
        """);

    [Fact]
    public Task Arguments_are_looked_at_before_the_state() => CompareAsync(70, """
        for function in "set_tmpdir", "set_cachedir":
            for directory in "", "/etc/hostname", "/nono", "nono", "/dev/null", ".", "/tmp/../tmp/", None:
                show(function, directory)
                show("get" + function[3:])
        show("parse_environment_list", ["LIBGUESTFS_TMPDIR=/nono"])
        show("parse_environment_list", ["LIBGUESTFS_CACHEDIR=nono"])
        for identifier in "", "a", "a b", "a:b", "a/b", "é", "A-_9":
            show("set_identifier", identifier)
        for names in ["a"], ["a/b"], ["/"], [""], ["."], ["a", "b/c"]:
            for function in "lstatlist", "lstatnslist", "lxattrlist", "readlinklist":
                show(function, "/", names)
        guid = "01234567-0123-0123-0123-012345678901"
        for text in "", "xyz", guid, "{" + guid + "}", "0123456G" + guid[8:], guid[:-1], guid + "2", "-" + guid, guid.replace("-", "a"):
            show("part_set_gpt_type", "/dev/sda", 1, text)
        show("part_set_disk_guid", "/dev/sda", "x")
        show("part_set_gpt_guid", "/dev/sda", 1, "x")
        """);

    [Fact]
    public Task What_is_known_before_launch_is_told() => CompareAsync(60, """
        for name in ("/dev/sda", "/dev/sdb", "/dev/sdaa", "/dev/vda", "/dev/hda", "/dev/xvda", "/dev/ubda", "/dev/sda1", "sda", "/dev/", "", "/dev/sd", "/dev/sdzzz",
                     "/dev/nvme0n1", "/dev/sdA"):
            show("device_index", name)
            show("canonical_device_name", name)
        show("available", [])
        show("feature_available", [])
        show("feature_available", ["lvm2", "nonsense"])
        show("mountable_subvolume", "/dev/sda")
        show("mountable_subvolume", "btrfsvol:/dev/sda/x")
        show("mountable_device", "/dev/sda")
        for name in "prompt", "challenge", "defresult":
            show("get_libvirt_requested_credential_" + name, 0)
        show("set_libvirt_requested_credential", 0, b"x")
        show("get_libvirt_requested_credentials")
        show("copy_in", "nono", "/")
        show("copy_out", "/a", "nono")
        show("add_drive", "nono")
        show("add_drive_ro", "")
        show("upload", "nono", "/a")
        show("shutdown")
        show("umount_local")
        g.set_event_callback(lambda event, handle, text, numbers: print(text), guestfs.EVENT_TRACE)
        g.set_trace(1)
        for identifier in "one", "two", "":
            show("set_identifier", identifier)
            show("get_identifier")
        show("parse_environment_list", [])
        """);

    // The identifier stands before what is printed, and in no text that a callback gets.
    [Fact]
    public async Task Printed_traces_begin_with_the_identifier()
    {
        const string script = """
            g.set_trace(1)
            g.set_identifier("one")
            g.get_identifier()
            g.set_identifier("")
            g.get_identifier()
            g.set_identifier("two")
            g.set_trace(0)
            """;
        var (theirs, ours) = await RunAsync(script);

        Assert.Contains("libguestfs: trace: one: get_identifier = \"one\"\n", theirs.Error);
        Assert.Equal(theirs.Error, ours.Error);
    }

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
        var (theirs, ours) = await RunAsync(script);

        Assert.True(theirs.Output.Count(c => c == '\n') >= lines, theirs.Output + theirs.Error);
        Assert.Equal(theirs.Output, ours.Output);
        Assert.Equal(theirs.Code, ours.Code);
    }

    private static async Task<(Ran Theirs, Ran Ours)> RunAsync(string script)
    {
        TestMachine.Need(Module, "install python3-guestfs");
        TestMachine.Need(TestMachine.PeerLibrary, "install libguestfs0");
        string[] arguments = ["-c", Start + script, Path.Combine(TestMachine.Repository, "tools", "ApiGen", "Reference", "functions.json")];
        return (await Ran.RunAsync(Python, arguments, null), await Ran.OnOursAsync(Python, arguments));
    }
}
