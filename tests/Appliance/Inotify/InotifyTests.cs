using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Inotify;

[Collection(FilesCollection.Name)]
public sealed class InotifyTests(FilesFixture fixture)
{
    private const int Modify = 0x2;
    private const int MovedFrom = 0x40;
    private const int MovedTo = 0x80;
    private const int Create = 0x100;
    private const uint Overflow = 0x4000;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Events_in_a_directory_have_names()
    {
        var d = fixture.NewDirectory();
        _guest.InotifyInit(0);
        var watch = _guest.InotifyAddWatch(d, Create | MovedFrom | MovedTo);
        Assert.Empty(_guest.InotifyRead());
        _guest.Touch($"{d}/one");
        _guest.Mv($"{d}/one", $"{d}/two");
        var events = _guest.InotifyRead();
        Assert.Equal(
            [(watch, (uint)Create, "one"), (watch, (uint)MovedFrom, "one"), (watch, (uint)MovedTo, "two")], events.Select(e => (e.Wd, e.Mask, e.Name)));
        Assert.NotEqual(0u, events[1].Cookie);
        Assert.Equal(events[1].Cookie, events[2].Cookie);
        Assert.Empty(_guest.InotifyRead());
        _guest.InotifyClose();
    }

    [Fact]
    public void Touched_files_are_listed_once_and_sorted()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", "x"u8.ToArray());
        _guest.Mkdir($"{d}/sub");
        _guest.InotifyInit(0);
        _guest.InotifyAddWatch(d, Create | Modify);
        _guest.InotifyAddWatch($"{d}/sub/", Create);
        _guest.InotifyAddWatch($"{d}/f", Modify);
        _guest.Touch($"{d}/sub/b");
        _guest.WriteAppend($"{d}/f", "y"u8.ToArray());
        _guest.Touch($"{d}/a");
        Assert.Equal(["a", "b", "f"], _guest.InotifyFiles());
        Assert.Empty(_guest.InotifyFiles());
        _guest.InotifyClose();
    }

    [Fact]
    public void A_watch_ends()
    {
        var d = fixture.NewDirectory();
        _guest.InotifyInit(0);
        var watch = (int)_guest.InotifyAddWatch(d, Create);
        _guest.InotifyRmWatch(watch);
        _guest.Touch($"{d}/f");
        Assert.Empty(_guest.InotifyFiles());
        FilesFixture.Fails(Errno.EINVAL, $"watch {watch}", () => _guest.InotifyRmWatch(watch));
        _guest.InotifyClose();
    }

    [Fact]
    public void A_link_is_followed_within_the_guest()
    {
        var d = fixture.NewDirectory();
        _guest.Mkdir($"{d}/target");
        _guest.LnS("target", $"{d}/link");
        _guest.LnS("/run", $"{d}/out");
        _guest.InotifyInit(0);
        _guest.InotifyAddWatch($"{d}/link", Create);
        FilesFixture.Fails(Errno.ENOENT, $"{d}/out", () => _guest.InotifyAddWatch($"{d}/out", Create));
        _guest.Touch($"{d}/target/f");
        Assert.Equal(["f"], _guest.InotifyFiles());
        _guest.InotifyClose();
    }

    [Fact]
    public void Lost_events_are_told_of()
    {
        var d = fixture.NewDirectory();
        var before = int.Parse(fixture.Shell("cat /proc/sys/fs/inotify/max_queued_events"));
        _guest.InotifyInit(3);
        _guest.InotifyAddWatch(d, Create);
        for (var i = 0; i < 6; i++)
        {
            _guest.Touch($"{d}/{i}");
        }

        var events = _guest.InotifyRead();
        Assert.Equal((4, Overflow), (events.Length, events[^1].Mask));
        _guest.InotifyInit(before);
        _guest.InotifyClose();
    }

    [Fact]
    public void Bad_calls_say_what_to_do()
    {
        _guest.InotifyInit(0);
        FilesFixture.Fails(Errno.ENOENT, "/none", () => _guest.InotifyAddWatch("/none", Create));
        FilesFixture.Fails(Errno.EINVAL, "watching /", () => _guest.InotifyAddWatch("/", 0));
        FilesFixture.Fails(Errno.EINVAL, "-1 is no number of events", () => _guest.InotifyInit(-1));
        _guest.InotifyClose();
        FilesFixture.Fails(Errno.EINVAL, "call inotify_init first", () => _guest.InotifyRead());
        FilesFixture.Fails(Errno.EINVAL, "call inotify_init first", () => _guest.InotifyFiles());
        FilesFixture.Fails(Errno.EINVAL, "call inotify_init first", () => _guest.InotifyAddWatch("/", Create));
        FilesFixture.Fails(Errno.EINVAL, "call inotify_init first", () => _guest.InotifyRmWatch(1));
        FilesFixture.Fails(Errno.EINVAL, "call inotify_init first", () => _guest.InotifyClose());
    }
}
