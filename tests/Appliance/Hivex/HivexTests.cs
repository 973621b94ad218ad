using System.Text;
using GuestCtl.Appliance.Tests.Files;
using GuestCtl.Testing;

namespace GuestCtl.Appliance.Tests.Hivex;

[Collection(FilesCollection.Name)]
public sealed class HivexTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Keys_and_values_are_found()
    {
        var hive = new HiveKey("top");
        hive.At("Microsoft\\Windows NT").Text("ProductName", "Windows für alle").Number("Build", 7601).Bytes("", [1, 2, 3, 4, 5, 255]);
        Open(hive);
        var microsoft = _guest.HivexNodeGetChild(_guest.HivexRoot(), "microsoft");
        Assert.Equal("Microsoft", _guest.HivexNodeName(microsoft));
        var windows = Assert.Single(_guest.HivexNodeChildren(microsoft)).HivexNodeH;
        Assert.Equal(("Windows NT", microsoft), (_guest.HivexNodeName(windows), _guest.HivexNodeParent(windows)));
        Assert.Equal(["ProductName", "Build", ""], _guest.HivexNodeValues(windows).Select(value => _guest.HivexValueKey(value.HivexValueH)));
        var product = _guest.HivexNodeGetValue(windows, "productname");
        Assert.Equal((1L, "Windows für alle"), (_guest.HivexValueType(product), _guest.HivexValueString(product)));
        Assert.Equal("Windows für alle\0", Encoding.Unicode.GetString(_guest.HivexValueValue(product)));
        Assert.Equal((4L, 7601u), (_guest.HivexValueType(_guest.HivexNodeGetValue(windows, "Build")), BitConverter.ToUInt32(_guest.HivexValueValue(_guest.HivexNodeGetValue(windows, "Build")))));
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5, 255 }, _guest.HivexValueValue(_guest.HivexNodeGetValue(windows, "")));
#pragma warning disable CS0618 // The old name of the same function.
        Assert.Equal("Windows für alle", _guest.HivexValueUtf8(product));
#pragma warning restore CS0618
        Assert.Equal((0L, 0L), (_guest.HivexNodeGetChild(windows, "none"), _guest.HivexNodeGetValue(windows, "none")));
        _guest.HivexClose();
    }

    [Fact]
    public void Many_keys_and_long_values_are_read_whole()
    {
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        var root = new HiveKey("top");
        root.Bytes("long", content);
        for (var i = 0; i < 2000; i++)
        {
            root.Keys.Add(new HiveKey($"key{i:0000}"));
        }

        Open(root);
        Assert.Equal(2000, _guest.HivexNodeChildren(_guest.HivexRoot()).Length);
        Assert.Equal(content, _guest.HivexValueValue(_guest.HivexNodeGetValue(_guest.HivexRoot(), "long")));
        _guest.HivexClose();
    }

    [Fact]
    public void What_is_written_is_there_when_the_hive_is_opened_again()
    {
        var path = Open(new HiveKey("top"), write: true);
        var root = _guest.HivexRoot();
        var child = _guest.HivexNodeAddChild(root, "Ümlaut");
        _guest.HivexNodeSetValue(child, "text", 1, Encoding.Unicode.GetBytes("schön\0"));
        _guest.HivexNodeDeleteChild(_guest.HivexNodeAddChild(root, "gone"));
        _guest.HivexCommit(null);
        _guest.HivexCommit($"{path}.copy");
        foreach (var file in (string[])[path, $"{path}.copy"])
        {
            _guest.HivexOpen(file);
            Assert.Equal(["Ümlaut"], _guest.HivexNodeChildren(_guest.HivexRoot()).Select(node => _guest.HivexNodeName(node.HivexNodeH)));
            Assert.Equal("schön", _guest.HivexValueString(_guest.HivexNodeGetValue(_guest.HivexNodeGetChild(_guest.HivexRoot(), "Ümlaut"), "text")));
        }

        _guest.HivexClose();
    }

    [Fact]
    public void A_hive_is_found_and_written_within_the_guest()
    {
        var directory = fixture.NewDirectory();
        var path = Open(new HiveKey("top"), write: true);
        _guest.LnS($"../../../../..{path}", $"{directory}/link");
        _guest.LnS("/tmp/outside", $"{directory}/out");
        _guest.Mkfifo(384, $"{directory}/pipe");
        _guest.HivexOpen($"{directory}/link");
        FilesFixture.Fails(Errno.ENOENT, "/tmp/outside", () => _guest.HivexOpen("/tmp/outside"));
        FilesFixture.Fails(Errno.ENOENT, $"{directory}/out", () => _guest.HivexOpen($"{directory}/out"));
        FilesFixture.Fails(Errno.EINVAL, "named pipe", () => _guest.HivexOpen($"{directory}/pipe"));
        _guest.HivexOpen(path, write: true);
        FilesFixture.Fails(Errno.EINVAL, "named pipe", () => _guest.HivexCommit($"{directory}/pipe"));
        FilesFixture.Fails(Errno.ENOENT, $"{directory}/out", () => _guest.HivexCommit($"{directory}/out"));
        Assert.Equal("none\n", fixture.Shell("test -e /tmp/outside || echo none"));
        _guest.HivexClose();
    }

    [Fact]
    public void Without_a_hive_the_error_says_what_to_do()
    {
        Open(new HiveKey("top"));
        _guest.HivexClose();
        FilesFixture.Fails(Errno.EINVAL, "no hive is open: call hivex_open first", () => _guest.HivexRoot());
        FilesFixture.Fails(Errno.EINVAL, "no hive is open", () => _guest.HivexClose());
        _guest.Write("/nohive", "MZ"u8.ToArray());
        FilesFixture.Fails(Errno.EINVAL, "/nohive: this is not a hive", () => _guest.HivexOpen("/nohive"));
    }

    [Fact]
    public void A_hive_that_is_only_read_cannot_be_changed()
    {
        Open(new HiveKey("top"));
        FilesFixture.Fails(Errno.EROFS, "Read-only", () => _guest.HivexNodeAddChild(_guest.HivexRoot(), "x"));
        FilesFixture.Fails(Errno.EROFS, "Read-only", () => _guest.HivexNodeSetValue(_guest.HivexRoot(), "x", 3, Array.Empty<byte>()));
        FilesFixture.Fails(Errno.EROFS, "not opened for writing", () => _guest.HivexCommit(null));
        _guest.HivexClose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(4096)]
    [InlineData(4129)]
    [InlineData(1L << 40)]
    public void Numbers_that_are_no_nodes_or_values_are_refused(long number)
    {
        var hive = new HiveKey("top");
        hive.At("key");
        Open(hive, write: true);
        Action[] calls =
        [
            () => _guest.HivexNodeName(number), () => _guest.HivexNodeChildren(number), () => _guest.HivexNodeGetChild(number, "a"), () => _guest.HivexNodeParent(number),
            () => _guest.HivexNodeValues(number), () => _guest.HivexNodeGetValue(number, "a"), () => _guest.HivexValueKey(number), () => _guest.HivexValueType(number),
            () => _guest.HivexValueValue(number), () => _guest.HivexValueString(number), () => _guest.HivexNodeAddChild(number, "a"),
            () => _guest.HivexNodeDeleteChild(number), () => _guest.HivexNodeSetValue(number, "a", 3, new byte[1]),
        ];
        Assert.All(calls, call => Assert.Contains($" {number}", Assert.Throws<GuestOperationException>(call).Message));
        Assert.Single(_guest.HivexNodeChildren(_guest.HivexRoot()));
        _guest.HivexClose();
    }

    [Fact]
    public void A_process_that_ends_takes_nothing_with_it()
    {
        var path = Open(new HiveKey("top"));
        fixture.Shell("kill -KILL $(pgrep -f '[-]-engine hivex')");
        var error = FilesFixture.Fails(Errno.EIO, "the process of hivex", () => _guest.HivexRoot());
        Assert.Contains("signal 9", error.Message);
        Assert.Contains("call hivex_open again", error.Message);
        FilesFixture.Fails(Errno.EINVAL, "no hive is open", () => _guest.HivexRoot());
        _guest.HivexOpen(path);
        Assert.Equal("top", _guest.HivexNodeName(_guest.HivexRoot()));
        _guest.HivexClose();
        Assert.Equal("", fixture.Shell("pgrep -f '[-]-engine hivex' || true").Trim());
    }

    [Fact]
    public void Damaged_hives_are_refused_or_read_but_never_more()
    {
        var hive = HiveFile.Write(Sample());
        var random = new Random(4711);
        var directory = fixture.NewDirectory();
        for (var i = 0; i < 12; i++)
        {
            var damaged = (byte[])hive.Clone();
            for (var j = 0; j < 20; j++)
            {
                damaged[random.Next(4096, damaged.Length)] = (byte)random.Next(256);
            }

            _guest.Write($"{directory}/hive", damaged);
            try
            {
                _guest.HivexOpen($"{directory}/hive", @unsafe: true);
                foreach (var node in _guest.HivexNodeChildren(_guest.HivexRoot()))
                {
                    _guest.HivexNodeValues(node.HivexNodeH);
                }
            }
            catch (GuestOperationException)
            {
                // It says why.
            }
        }

        _guest.PingDaemon();
        Open(Sample());
        _guest.HivexClose();
    }

    private static HiveKey Sample()
    {
        var root = new HiveKey("top");
        for (var i = 0; i < 20; i++)
        {
            root.At($"key{i}\\sub").Text("text", "text").Number("number", (uint)i).Bytes("bytes", new byte[300]);
        }

        return root;
    }

    private string Open(HiveKey root, bool write = false)
    {
        var path = $"{fixture.NewDirectory()}/hive";
        _guest.Write(path, HiveFile.Write(root));
        _guest.HivexOpen(path, write: write);
        return path;
    }
}
