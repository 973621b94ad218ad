"""Calls on a launched handle that fail, or print something of their own. What Debian's libguestfs prints is in answers.txt:
env -u LD_LIBRARY_PATH LIBGUESTFS_BACKEND=direct LIBGUESTFS_BACKEND_SETTINGS=force_tcg /usr/bin/python3 calls.py > answers.txt"""
import ctypes, guestfs, re, warnings

warnings.simplefilter("ignore")
g = guestfs.GuestFS(python_return_dict=True)
library, pointer = ctypes.CDLL("libguestfs.so.0"), ctypes.c_void_p(g.c_pointer())


# In an error libguestfs calls a drive by the name that the kernel gave it, which depends on what it found first.
def call(name, *arguments):
    try:
        return "gives %r" % getattr(g, name)(*arguments)
    except RuntimeError as error:
        return "fails with %d: %s" % (library.guestfs_last_errno(pointer), re.sub("/dev/sd[abc]", "/dev/sdX", str(error)))


def show(name, *arguments):
    print(name, arguments, call(name, *arguments))


# The text of a tool differs from version to version; the number of the error does not.
def number(name, *arguments):
    print(name, arguments, call(name, *arguments).split(":")[0])


g.add_drive_scratch(64 << 20)
g.add_drive_scratch(64 << 20)
g.launch()

show("set_memsize", 500)
show("launch")
show("mkdir", "/d")
show("command", ["/bin/true"])
show("sh", "true")
show("df")
show("inotify_read")
show("inotify_init", 10)
show("aug_get", "/x")
show("hivex_root")
show("journal_next")

g.part_disk("/dev/sda", "mbr")
g.mkfs("ext2", "/dev/sda1")
g.mount("/dev/sda1", "/")
g.write("/text", "no archive")
for function in "part_get_gpt_type", "part_get_gpt_guid", "part_get_gpt_attributes", "part_get_mbr_id", "part_get_mbr_part_type":
    show(function, "/dev/sda", 3)
for function in "part_get_mbr_part_type", "part_get_gpt_type", "part_get_mbr_id":
    show(function, "/dev/sdb", 1)
show("part_get_name", "/dev/sda", 1)
show("part_list", "/dev/sdb")
show("part_get_parttype", "/dev/sdb")
show("part_get_parttype", "sda")
show("part_get_parttype", "/dev/null")
show("part_add", "/dev/sda", "zz", 1, 2)
show("part_init", "/dev/sdb", "zz")
number("part_set_gpt_type", "/dev/sda", 1, "01234567-0123-0123-0123-012345678901")
number("part_set_name", "/dev/sda", 1, "x")
number("part_del", "/dev/sda", 4)
for device in "/dev/sda", "/dev/sdz", "/dev/vdb", "/dev/sda1", "sda", "":
    show("device_index", device)
show("vfs_type", "/dev/sdz")
show("is_lv", "sda")

number("mkfs", "nonsense", "/dev/sdb")
show("mkfs", "ext2", "/dev/sdz")
number("e2fsck_f", "/dev/sdb")
number("tune2fs_l", "/dev/sdb")
number("resize2fs", "/dev/sdb")
show("set_label", "/dev/sdb", "x")
show("set_label", "/dev/sda1", "a-label-that-is-too-long")
number("set_e2label", "/dev/sdb", "x")
show("cryptsetup_open", "/dev/sdb", "key", "name")
show("vfs_minimum_size", "/dev/sdb")
number("luks_add_key", "/dev/sdb", "a", "b", 0)
show("swapon_device", "/dev/sdz")
number("swapoff_device", "/dev/sdb")
number("md_detail", "/dev/sdb")
number("btrfs_filesystem_show", "/dev/sdb")
number("btrfs_subvolume_list", "/")
number("btrfs_subvolume_create", "/none/x")
number("lvcreate", "LV", "none", 10)
g.vgcreate("VG", ["/dev/sdb"])
number("vgcreate", "VG", ["/dev/sdb"])
number("lvcreate", "LV", "VG", 1000)
number("vgremove", "none")
number("vguuid", "none")
number("mount", "/dev/sdb", "/")
show("mount", "/dev/sda1", "/none")
number("mount_vfs", "", "nonsense", "/dev/sda1", "/")
number("mount", "/dev/sda1", "/")
show("umount", "/none")
show("mountable_subvolume", "/dev/sda1")

show("command", ["/none"])
show("command_lines", ["none"])
show("command", [])
show("sh", "exit 3")
show("tar_in", "/none", "/")
number("tar_in", "/dev/null", "/none")
number("tgz_in", "/etc/hostname", "/")
show("download", "/", "/dev/null")
show("download", "/none", "/dev/null")
show("cat", "/none")
show("file", "/none")
show("truncate", "/none")
show("fallocate64", "/none/x", 1)
show("mkdtemp", "/none/xXXXXXX")
show("mkdtemp", "/text")
show("case_sensitive_path", "/no/such")
show("wc_l", "/none")
number("wc_l", "/lost+found")
number("grep", "a", "/lost+found")
show("grep", "a", "/none")
show("cp", "/none", "/x")
show("mv", "/none", "/x")
number("rm_rf", "/")
number("ln_s", "a", "/text")
show("du", "/none")
number("equal", "/none", "/text")
number("initrd_list", "/none")
show("getxattr", "/text", "user.none")
show("findfs_label", "none")
number("modprobe", "nonsense")
number("mkswap_file", "/none")
number("fstrim", "/none")
show("pwrite_device", "/dev/sdb", b"a", 1 << 40)
show("lstatlist", "/", ["a/b"])
show("feature_available", [])
show("feature_available", ["nonsense"])
show("feature_available", ["lvm2", "journal"])

for command in ("echo a", "echo a; echo b", "printf 'a\\n\\nb\\n\\n\\n'", "printf a", "true", "echo a >&2", "echo a; exit 1", "echo a >&2; echo b >&2; exit 2", "exit 3"):
    show("debug", "sh", [command])
show("debug", "sh", [])
show("debug", "sh", ["echo", "a", "b"])
show("debug", "nonsense", [])
show("debug", "setenv", ["A"])
show("debug", "setenv", ["A", "b"])
show("debug", "progress", ["0"])
show("debug", "progress", ["x"])
show("debug", "core_pattern", [])
show("debug", "core_pattern", ["/tmp/core"])
show("debug", "spew", [])
show("debug", "spew", ["3"])

events = []
g.set_event_callback(lambda event, handle, text, numbers: events.append(numbers), guestfs.EVENT_PROGRESS)
show("debug", "progress", ["1", "250000"])
show("debug", "progress", ["1"])
print("numbered", all(event[0] > 0 and event[1] > 0 for event in events), len({event[0] for event in events}), events[-1][2] == events[-1][3])

g.umount_all()


class Mountable(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int32), ("device", ctypes.c_char_p), ("volume", ctypes.c_char_p)]


library.guestfs_internal_parse_mountable.restype = ctypes.POINTER(Mountable)
parsed = library.guestfs_internal_parse_mountable(pointer, b"/dev/sda1").contents
print("internal_parse_mountable", parsed.type, parsed.device[:7], parsed.volume)

show("shutdown")
show("get_state")
show("list_devices")
show("set_memsize", 500)
show("get_memsize")
