using GuestCtl.Daemon.Services.Inspection.Windows.Registry;
using GuestCtl.Testing;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class RegistryTests : IDisposable
{
    private readonly GuestTree _tree = new();

    [Fact]
    public void Keys_and_values_are_found_whatever_their_case()
    {
        var root = new HiveKey("top");
        root.At("Microsoft\\Windows NT\\CurrentVersion").Text("ProductName", "Windows für alle").Number("Build", 7).Bytes("Bytes", [1, 2, 3, 4, 5, 6]).Text("", "default");
        using var hive = Open(HiveFile.Write(root))!;
        var key = hive.Root!.At("MICROSOFT", "windows nt", "currentversion")!;
        Assert.Equal("CurrentVersion", key.Name);
        Assert.Equal(("Windows für alle", 7u, "default"), (key.Text("productname"), key.Value("BUILD")!.Number, key.Text("")));
        Assert.Equal([1, 2, 3, 4, 5, 6], key.Value("bytes")!.Content);
        Assert.Equal((null, null, null), (key.Text("Build"), key.Text("none"), hive.Root.At("none", "below")));
        Assert.Null(key.Value("ProductName")!.Number);
    }

    [Fact]
    public void Lists_of_lists_are_read_whole()
    {
        var root = new HiveKey("top");
        for (var i = 0; i < 2000; i++)
        {
            root.Keys.Add(new HiveKey($"key{i:0000}"));
        }

        using var hive = Open(HiveFile.Write(root))!;
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"key{i:0000}"), hive.Root!.Keys.Select(key => key.Name));
    }

    [Fact]
    public void What_is_no_hive_is_none()
    {
        Assert.Null(Open("MZ"u8.ToArray()));
        Assert.Null(Open(new byte[8192]));
        Assert.Null(RegistryHive.Open(_tree.Reader, "/none"));
        using var headOnly = Open(HiveFile.Write(new HiveKey("top"))[..4096])!;
        Assert.Null(headOnly.Root);
    }

    [Fact]
    public void A_damaged_hive_is_read_as_far_as_it_makes_sense()
    {
        var root = new HiveKey("top");
        for (var i = 0; i < 30; i++)
        {
            root.At($"key{i}\\sub").Text("text", "text").Number("number", (uint)i).Bytes("bytes", new byte[100]);
        }

        var whole = HiveFile.Write(root);
        var random = new Random(4711);
        for (var i = 0; i < 300; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var j = 0; j < 30; j++)
            {
                damaged[random.Next(4096, damaged.Length)] = (byte)(random.Next(4) == 0 ? 255 : random.Next(256));
            }

            using var hive = Open(damaged);
            Assert.InRange(Count(hive?.Root, 3), 0, 100_000);
        }
    }

    [Fact]
    public void A_list_that_holds_itself_ends()
    {
        var root = new HiveKey("top");
        for (var i = 0; i < 600; i++)
        {
            root.Keys.Add(new HiveKey($"key{i}"));
        }

        // The list of lists begins with "ri", the number of lists and the first of them: make that the list itself.
        var bytes = HiveFile.Write(root);
        var list = bytes.AsSpan().LastIndexOf("ri\x02\0"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(list + 4), list - 4 - 4096);
        using var hive = Open(bytes)!;
        Assert.Equal(100, hive.Root!.Keys.Count());
    }

    public void Dispose() => _tree.Dispose();

    private static int Count(RegistryKey? key, int depth)
        => key is null || depth == 0 ? 0 : 1 + key.Values.Count() + key.Keys.Sum(child => Count(child, depth - 1));

    private RegistryHive? Open(byte[] content)
    {
        _tree.File("hive", content);
        return RegistryHive.Open(_tree.Reader, "/hive");
    }
}
