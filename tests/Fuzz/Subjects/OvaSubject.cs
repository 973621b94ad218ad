using System.Text;
using System.Text.Json.Nodes;
using GuestCtl.Drives;
using GuestCtl.Drives.Ova;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Images;
using GuestCtl.Fuzz.Unpacking;
using GuestCtl.Testing;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The library's reader of machines in one file, and what it tells QEMU of their disks: ranges of that file, and nothing else.</summary>
internal sealed class OvaSubject : FuzzSubject
{
    private readonly CanaryFolder _folder = new();

    public override string Name => "ova";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var random = new Random(1);
            return [.. Enumerable.Range(0, 32).Select(_ => Write(ImageGrammar.Any(random), ImageGrammar.Any(random)))];
        }
    }

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. TarGrammar.Words,
        .. new[]
        {
            " ovf:parentRef=\"d\"", " ovf:compression=\"gzip\"", " ovf:chunkSize=\"9\"", "<Disk diskId='a' fileRef='file0'/>", "ovf:/disk/", "<!DOCTYPE e [<!ENTITY x SYSTEM '/etc/passwd'>]>",
            "&x;", "../canary", "canary", "%2e%2e/canary", "http://x/", "</Envelope>", "<![CDATA[", "KDMV", "# Disk DescriptorFile\n",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool) => TarGrammar.SignedWhereMarked(random, base.Mutate(random, pool));

    public override string Read(byte[] input)
    {
        _folder.Write(input);
        try
        {
            var drives = OvaDrives.Of(new Drive { Filename = _folder.Image, Readonly = true, AllowReferencedFiles = true });
            return drives[0].OvaDisk is null ? "none" : string.Join(' ', drives.Take(4).Select(Describe));
        }
        catch (DriveException refused)
        {
            return Refusals.Place(refused);
        }
    }

    public override void Dispose() => _folder.Dispose();

    private static byte[] Write(byte[] first, byte[] second)
    {
        using var archive = new MemoryStream();
        OvaFile.Write(archive, ("vm.ovf", OvaFile.Description("b", "a%20b")), ("a b", first), ("b", second));
        return archive.ToArray();
    }

    private string Describe(Drive drive)
    {
        try
        {
            var node = ImageChain.Describe(drive, new NodeOptions { ReadOnly = true });
            var part = node["offset"] is null ? node["file"]! : node;
            var (offset, size) = (part["offset"]!.GetValue<long>(), part["size"]!.GetValue<long>());
            if (OpenedNames.Of(node).Any(name => name != _folder.Image) || IsWritable(node) || offset < 512 || size <= 0 || size % 512 != 0 || offset > new FileInfo(_folder.Image).Length - size)
            {
                throw new FindingException($"QEMU would be given more than a range of the archive to read: {node.ToJsonString()}");
            }

            return node["driver"]!.GetValue<string>();
        }
        catch (DriveException refused)
        {
            return Refusals.Place(refused);
        }
    }

    private static bool IsWritable(JsonNode? node) => node is JsonObject parts && (parts["read-only"]?.GetValue<bool>() == false || parts.Any(part => IsWritable(part.Value)));
}
