using GuestCtl.Drives;
using GuestCtl.Drives.Formats;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Images;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The library's reader of image headers, and the chains that it describes to QEMU. Opens nothing but the image and canaries.</summary>
internal sealed class ImageHeaderSubject : FuzzSubject
{
    private readonly CanaryFolder _folder = new();

    public override string Name => "image-headers";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var random = new Random(1);
            return [.. Enumerable.Range(0, 64).Select(_ => ImageGrammar.Any(random))];
        }
    }

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool)
        => random.Next(4) == 0 ? ImageGrammar.Any(random) : base.Mutate(random, pool);

    public override string Read(byte[] input)
    {
        _folder.Write(input);
        try
        {
            var header = ImageHeaderReader.Read(_folder.Image);
            var node = ImageChain.Describe(new Drive { Filename = _folder.Image, AllowReferencedFiles = true, Readonly = true }, new NodeOptions { ReadOnly = true });
            return $"{header.Format} {header.Backing is null} {header.DataFile is null} {Math.Min(header.Extents.Count, 3)} {header.Unusable is null} {Math.Min(OpenedNames.Of(node).Count, 4)}";
        }
        catch (DriveException refused)
        {
            return Refusals.Place(refused);
        }
    }

    public override void Dispose() => _folder.Dispose();
}
