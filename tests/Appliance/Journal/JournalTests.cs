using System.Text;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Journal;

[Collection(FilesCollection.Name)]
public sealed class JournalTests(FilesFixture fixture)
{
    private const ulong Time = 1_700_000_000_000_000;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Entries_are_read_one_after_another()
    {
        Open("first", "second");
        Assert.True(_guest.JournalNext());
        Assert.Equal([("MESSAGE", "first"), ("PRIORITY", "6")], Fields());
        Assert.Equal((long)Time, _guest.JournalGetRealtimeUsec());
        Assert.True(_guest.JournalNext());
        Assert.Equal([("MESSAGE", "second"), ("PRIORITY", "6")], Fields());
        Assert.Equal((long)Time + 1_000_000, _guest.JournalGetRealtimeUsec());
        Assert.False(_guest.JournalNext());
        _guest.JournalClose();
    }

    [Fact]
    public void Entries_are_skipped_both_ways()
    {
        Open("1", "2", "3", "4");
        Assert.True(_guest.JournalNext());
        Assert.Equal(2, _guest.JournalSkip(2));
        Assert.Equal("3", Fields()[0].Value);
        Assert.Equal(1, _guest.JournalSkip(-1));
        Assert.Equal("2", Fields()[0].Value);
        Assert.Equal(0, _guest.JournalSkip(0));
        Assert.Equal(2, _guest.JournalSkip(long.MaxValue));
        Assert.Equal(3, _guest.JournalSkip(long.MinValue));
        _guest.JournalClose();
    }

    [Fact]
    public void Values_are_bytes_and_may_be_long()
    {
        var value = Enumerable.Range(0, 3 << 20).Select(i => (byte)(i * 31)).ToArray();
        var d = fixture.NewDirectory();
        _guest.Upload(new MemoryStream(JournalFile.Write(Time, [[.. "BIN="u8, .. value], [.. "TWO="u8, .. value]])), $"{d}/a.journal");
        _guest.JournalOpen(d);
        _guest.JournalSetDataThreshold(0);
        Assert.Equal(0, _guest.JournalGetDataThreshold());
        Assert.True(_guest.JournalNext());
        var fields = _guest.JournalGet();
        Assert.Equal(["BIN", "TWO"], fields.Select(field => field.Attrname));
        Assert.All(fields, field => Assert.Equal(value, field.Attrval));
        _guest.JournalClose();
    }

    [Fact]
    public void Nothing_outside_the_guest_is_opened()
    {
        var d = fixture.NewDirectory();
        _guest.LnS("/tmp/x.journal", $"{d}/x.journal");
        FilesFixture.Fails(Errno.EINVAL, $"{d}/x.journal: is a symbolic link", () => _guest.JournalOpen(d));
        _guest.Rm($"{d}/x.journal");
        _guest.Mkfifo(384, $"{d}/y.journal");
        FilesFixture.Fails(Errno.EINVAL, $"{d}/y.journal: is a named pipe", () => _guest.JournalOpen(d));
        _guest.Rm($"{d}/y.journal");
        _guest.LnS("/run", $"{d}/0123456789abcdef0123456789abcdef");
        FilesFixture.Fails(Errno.EINVAL, "is a symbolic link", () => _guest.JournalOpen(d));
        FilesFixture.Fails(Errno.EINVAL, "call journal_open first", () => _guest.JournalNext());
    }

    [Fact]
    public void Damaged_files_are_no_entries()
    {
        var d = fixture.NewDirectory();
        var file = JournalFile.Write(Time, [Encoding.UTF8.GetBytes("MESSAGE=x")]);
        _guest.Write($"{d}/cut.journal", file[..150]);
        _guest.Write($"{d}/text.journal", Encoding.UTF8.GetBytes(new string('x', 1000)));
        _guest.JournalOpen(d);
        Assert.False(_guest.JournalNext());
        _guest.JournalClose();
    }

    [Fact]
    public void Bad_calls_say_what_to_do()
    {
        Open("x");
        FilesFixture.Fails(Errno.EADDRNOTAVAIL, "call journal_next first", () => _guest.JournalGet());
        FilesFixture.Fails(Errno.EADDRNOTAVAIL, "call journal_next first", () => _guest.JournalGetRealtimeUsec());
        FilesFixture.Fails(Errno.EINVAL, "-1 is no number of bytes", () => _guest.JournalSetDataThreshold(-1));
        Assert.Equal(65536, _guest.JournalGetDataThreshold());
        _guest.JournalClose();
        FilesFixture.Fails(Errno.EINVAL, "call journal_open first", () => _guest.JournalGet());
        FilesFixture.Fails(Errno.EINVAL, "call journal_open first", () => _guest.JournalClose());
        FilesFixture.Fails(Errno.ENOENT, "/none", () => _guest.JournalOpen("/none"));
    }

    private void Open(params string[] messages)
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/system.journal", JournalFile.Write(Time, [.. messages.Select(m => (byte[][])[Encoding.UTF8.GetBytes($"MESSAGE={m}"), "PRIORITY=6"u8.ToArray()])]));
        _guest.JournalOpen(d);
    }

    private (string Name, string Value)[] Fields()
        => [.. _guest.JournalGet().Select(field => (field.Attrname, Encoding.UTF8.GetString(field.Attrval)))];
}
