using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives.Hostile;

/// <summary>Sparse VMware images whose numbers QEMU would divide or allocate by, or which lead it elsewhere.</summary>
public sealed class VmdkHeaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(4, "00000000")] // version
    [InlineData(4, "04000000")]
    [InlineData(12, "0000000000000080")] // capacity
    [InlineData(12, "ffffffffffffffff")]
    [InlineData(12, "0000000002000000")]
    [InlineData(12, "0000000001000000")] // within its bound, but the directory would not be in the file
    [InlineData(20, "0000000000000000")] // sectors of a grain
    [InlineData(20, "0100000000000000")]
    [InlineData(20, "8100000000000000")]
    [InlineData(20, "0000200000000000")]
    [InlineData(20, "8000000001000000")]
    [InlineData(44, "00000000")] // entries of a table
    [InlineData(44, "01000000")]
    [InlineData(44, "ffffffff")]
    [InlineData(48, "ffffffffffffff7f")] // second directory
    [InlineData(56, "ffffffffffffff7f")] // directory
    [InlineData(56, "0000000000000080")]
    [InlineData(56, "ffffffffffffffff")] // directory is said by a footer that is not there
    [InlineData(64, "ffffffffffffff7f")] // data
    [InlineData(77, "0200")] // compression
    public void A_header_beyond_what_QEMU_can_take_is_refused(int at, string hex)
    {
        var path = Sparse("subformat=monolithicSparse");
        Patch(path, at, hex);
        Assert.Contains("cannot be used", Refusal(path));
    }

    [Fact]
    public void The_footer_counts_where_there_is_one()
    {
        var path = Sparse("subformat=streamOptimized");
        Assert.Equal("vmdk", Describe(path)["driver"]!.GetValue<string>());
        var bytes = File.ReadAllBytes(path);
        var footer = new byte[1536];
        footer[12] = 3;
        bytes.AsSpan(0, 512).CopyTo(footer.AsSpan(512));
        new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }.CopyTo(bytes, 56);
        File.WriteAllBytes(path, [.. bytes, .. footer]);
        Assert.Equal("vmdk", Describe(path)["driver"]!.GetValue<string>());

        footer[512 + 20] = 0;
        File.WriteAllBytes(path, [.. bytes, .. footer]);
        Assert.Contains("a grain has 0 sectors", Refusal(path));
        footer.AsSpan(512 + 12, 8).Clear();
        File.WriteAllBytes(path, [.. bytes, .. footer]);
        Assert.Contains("cannot be used", Refusal(path));
    }

    [Fact]
    public void A_compressed_image_is_only_read()
    {
        var drive = new Drive { Filename = Sparse("subformat=streamOptimized") };
        Assert.Contains("cannot be changed", Assert.Throws<DriveException>(() => DrivePreparation.Examine(drive)).Message);
        DrivePreparation.Examine(drive with { Readonly = true });
    }

    [Theory]
    [InlineData("parentFileNameHint=\"/etc/passwd\"\n")]
    [InlineData("xparentFileNameHint  \"/etc/passwd\"")]
    [InlineData("#parentFileNameHint")]
    [InlineData("parentFileNameHint=\"a\"\nparentFileNameHint=\"b\"\n")]
    public void A_parent_is_refused_in_every_spelling(string text)
    {
        var path = Sparse("subformat=monolithicSparse");
        Patch(path, 512 + 5000, Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.Contains("refers to another file", Refusal(path));
    }

    [Fact]
    public void A_part_of_an_ESX_disk_is_refused() =>
        Assert.Contains("one part of an ESX disk", Refusal(_directory.WriteFile("image", [.. "COWD"u8, .. new byte[4092]])));

    private static System.Text.Json.Nodes.JsonObject Describe(string path) =>
        ImageChain.Describe(new Drive { Filename = path, Readonly = true }, new NodeOptions { ReadOnly = true });

    private static string Refusal(string path) => Assert.Throws<DriveException>(() => Describe(path)).Message;

    private string Sparse(string options)
    {
        QemuImg.Run("create", "-q", "-f", "vmdk", "-o", options, _directory.File("image"), "64M");
        return _directory.File("image");
    }

    private static void Patch(string path, int at, string hex)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(Convert.FromHexString(hex));
    }
}
