using System.Text.Json.Nodes;
using GuestCtl.Drives;
using GuestCtl.Drives.Formats;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Images;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>QEMU against our reader: whatever QEMU opens of an image must have been named by us, or the image refused; and from what we
/// describe to QEMU it must open nothing that the description does not name.</summary>
internal sealed class ImageReferenceSubject : FuzzSubject
{
    private static readonly string?[] Formats = [null, null, null, "vmdk", "vmdk", "qcow2", "qcow2", "qcow", "qed", "raw", "vdi", "vpc", "vhdx", "parallels", "dmg", "bochs", "cloop", "luks"];

    private readonly CanaryFolder _folder = new();
    private readonly TracedQemuImg _tool;

    public ImageReferenceSubject() => _tool = new TracedQemuImg(_folder);

    public override string Name => "image-references";

    public override string? Missing => TracedQemuImg.Missing;

    // A process for each input: it tries a thousandth of what the others do.
    public override int Weight => 8;

    // The first byte says which format the user gives, if any.
    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var random = new Random(2);
            return [.. Enumerable.Range(0, 12).Select(index => (byte[])[(byte)index, .. ImageGrammar.Any(random)])];
        }
    }

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool) =>
    [
        (byte)random.Next(Formats.Length),
        .. random.Next(4) > 0 ? ImageGrammar.Any(random) : Mutator.Mutate(random, [.. pool.Select(input => input.Length > 0 ? input[1..] : input)], [], MaxLength),
    ];

    public override string Read(byte[] input)
    {
        var format = input.Length > 0 ? Formats[input[0] % Formats.Length] : null;
        _folder.Write(input.Length > 0 ? input[1..] : input);
        var strict = Describe(format, allow: false);
        var open = Describe(format, allow: true);

        // What both refuse QEMU never sees.
        if (strict is null && open is null)
        {
            return $"{format} refused";
        }

        var opened = format is null ? _tool.Opens("-U", "--backing-chain", _folder.Image) : _tool.Opens("-U", "--backing-chain", "-f", format, _folder.Image);
        Compare("the reader did not name what QEMU opens", format, open, opened);
        Compare("without permission", format, strict, opened);
        if (strict is not null)
        {
            Compare("QEMU opens more than the description names", format, strict, _tool.Opens("-U", "json:" + strict.ToJsonString()), mayBeRaw: false);
        }

        if (open is not null && open.ToJsonString() != strict?.ToJsonString())
        {
            Compare("QEMU opens more than the allowed description names", format, open, _tool.Opens("-U", "json:" + open.ToJsonString()), mayBeRaw: false);
        }

        return $"{format} {strict?["driver"]} {open?["driver"]} {Math.Min(opened.Count, 4)} {Math.Min(OpenedNames.Of(open).Count, 4)}";
    }

    public override void Dispose()
    {
        _tool.Dispose();
        _folder.Dispose();
    }

    private JsonObject? Describe(string? format, bool allow)
    {
        try
        {
            return ImageChain.Describe(
                new Drive { Filename = _folder.Image, Format = format, AllowReferencedFiles = allow, Readonly = true }, new NodeOptions { ReadOnly = true, Locking = false });
        }
        catch (DriveException)
        {
            return null;
        }
    }

    // An image that is handed over as raw is bytes to QEMU, whatever it would have found in it by itself.
    private void Compare(string what, string? format, JsonObject? description, IReadOnlySet<string> opened, bool mayBeRaw = true)
    {
        if (description is null || (mayBeRaw && description["driver"]!.GetValue<string>() == "raw"))
        {
            return;
        }

        var named = OpenedNames.Of(description);
        if (opened.FirstOrDefault(name => name != _folder.Image && !named.Contains(name)) is { } more)
        {
            throw new FindingException($"{what}: format {format ?? "not given"}: {more.Replace(_folder.Path, FileNames.Folder, StringComparison.Ordinal)}; {description.ToJsonString()}");
        }
    }
}
