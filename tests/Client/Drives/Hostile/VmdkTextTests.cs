using System.Buffers.Binary;
using System.Text;
using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives.Hostile;

/// <summary>Texts that make QEMU open a file of the host, in spellings that readers of such texts have overlooked.</summary>
public sealed class VmdkTextTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _canary;

    public VmdkTextTests() => _canary = _directory.WriteFile("canary", new byte[1 << 20]);

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> Lines =>
    [
        "RW 128 FLAT \"{0}\" 0", "RW 128FLAT \"{0}\" 0", "RW +128FLAT \"{0}\" 0", "RW +128 FLAT \"{0}\" 0", "RW 128 FLAT\"{0}\"0", "RW 128\fFLAT\v\"{0}\" 0",
        "RW\v128\vFLAT\v\"{0}\"\v0", "RW 128 VMFS \"{0}\"", "RW 128 SPARSE \"{0}\"", "RW 128 VMFSSPARSE \"{0}\"", "RW 128 SESPARSE \"{0}\"", "RW\n128\nFLAT\n\"{0}\"\n0",
        "  RW 128 FLAT \"{0}\" 0", "RW 128 FLAT \"{0}", "RW 128 FLAT \"canary\" 0", "RW 128 FLAT \"./canary\" 0", "RW 128 FLAT \"file:{0}\" 0", "RW 128 FLAT \"json:{{}}\" 0",
        "RW 128 FLAT \"nbd:localhost:1\" 0", "RW 0128 FLAT \"{0}\" 00", "RW 128 FLAT \"{0}\" 0\0", "RW 0x80 FLAT \"{0}\" 0", "RW 64 FLAT \"{0}\" 0\nRW 64 FLAT \"{0}\" 64", "",
    ];

    public static TheoryData<string> Kinds =>
        ["monolithicFlat", "vmfs", "vmfsSparse", "seSparse", "twoGbMaxExtentFlat", "twoGbMaxExtentSparse", "monolithicSparse", "streamOptimized", "fullDevice", ""];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_text_is_refused_in_every_spelling_whether_its_format_was_given_or_not(string line) => RefusedOrRaw(Text("monolithicFlat", line));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_text_is_refused_whatever_kind_it_says(string kind) => RefusedOrRaw(Text(kind, "RW 128 FLAT \"{0}\" 0"));

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\v\f")]
    [InlineData("#comment\n")]
    [InlineData("\0")]
    [InlineData("\ufeff")]
    public void What_stands_before_a_text_does_not_hide_it(string before) =>
        RefusedOrRaw([.. Encoding.UTF8.GetBytes(before), .. Text("monolithicFlat", "RW 128 FLAT \"{0}\" 0")]);

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(1L)]
    [InlineData(long.MaxValue)]
    public void A_wrapper_without_a_size_is_refused_wherever_its_text_is(long sector)
    {
        var bytes = new byte[8192];
        "KDMV"u8.CopyTo(bytes);
        bytes[4] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(28), sector);
        Text("monolithicFlat", "RW 128 FLAT \"{0}\" 0").CopyTo(bytes.AsSpan(512));
        RefusedOrRaw(bytes);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Even_when_it_is_allowed_QEMU_gets_the_extent_and_never_the_text(string line)
    {
        var path = _directory.WriteFile("evil", Text("monolithicFlat", line));
        try
        {
            var node = ImageChain.Describe(new Drive { Filename = path, AllowReferencedFiles = true }, new NodeOptions());
            Assert.Equal("raw", node["driver"]!.GetValue<string>());
            Assert.DoesNotContain("evil", node.ToJsonString());
        }
        catch (DriveException e)
        {
            Assert.Contains("evil", e.Message);
        }
    }

    // Raw is as good as refused: the text itself is then the disk.
    private void RefusedOrRaw(byte[] image)
    {
        var path = _directory.WriteFile("evil", image);
        foreach (var format in new[] { null, "vmdk" })
        {
            var drive = new Drive { Filename = path, Format = format };
            try
            {
                var node = ImageChain.Describe(drive, new NodeOptions());
                Assert.Null(format);
                Assert.Equal("raw", node["driver"]!.GetValue<string>());
                Assert.DoesNotContain("canary", node.ToJsonString());
            }
            catch (DriveException e)
            {
                Assert.Contains(path, e.Message);
            }
        }
    }

    private byte[] Text(string kind, string line) => Encoding.ASCII.GetBytes(
        $"# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"{kind}\"\n{line.Replace("{0}", _canary).Replace("{{}}", "{}")}\n");
}
