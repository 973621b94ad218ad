using System.Formats.Tar;
using System.Text;
using GuestCtl.Copying;
using GuestCtl.Fuzz.Unpacking;
using GuestCtl.Fuzz.Engine;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The library's unpacker of what comes out of a guest. Links to the outside are in its directory already, as an earlier copy may have
/// left them.</summary>
internal sealed class UnpackSubject : FuzzSubject
{
    private static readonly string[] Names = ["in", "out", "secret", "dir", "dir/out", "out/x", "secret/x", "../outside/x", "./dir/./in", "dir/../out/x", "dir//in", ".", "..", "/", ""];
    private static readonly string[] Targets = ["../outside", "../outside/secret", "out", "out/secret", "secret", "dir", "in", ".", "..", "../inside/out/secret"];

    private static readonly TarEntryType[] Types =
        [TarEntryType.RegularFile, TarEntryType.RegularFile, TarEntryType.Directory, TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.Fifo];

    private readonly ObservedFolder _folder = new();

    public override string Name => "unpack";

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            var random = new Random(3);
            return [.. TarGrammar.Seeds, .. Enumerable.Range(0, 20).Select(_ => Members(random))];
        }
    }

    public override IReadOnlyList<byte[]> Words { get; } = [.. TarGrammar.Words, .. Names.Concat(Targets).Select(name => Encoding.ASCII.GetBytes(name + "\0"))];

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool)
        => random.Next(2) == 0 ? Members(random) : TarGrammar.Signed(random, base.Mutate(random, pool));

    public override string Read(byte[] input)
    {
        _folder.Renew();
        var failures = new CopyFailures();
        var skipped = 0;
        var end = "whole";
        try
        {
            using var directory = HostDirectory.Open(_folder.Inside);
            new TreeUnpacker(directory, keepOwners: false, _ => skipped++, failures).RunAsync(new MemoryStream(input), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception refused) when (refused is InvalidDataException or HostCallException)
        {
            end = Refusals.Place(refused);
        }

        _folder.Check();
        return $"{end} {failures.Any} {Math.Min(skipped, 2)}";
    }

    public override void Dispose() => _folder.Dispose();

    private static byte[] Members(Random random) => TarGrammar.Of(
        [.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => (Types[random.Next(Types.Length)], NotEmpty(Names[random.Next(Names.Length)]), Targets[random.Next(Targets.Length)]))]);

    // .NET writes no member without a name.
    private static string NotEmpty(string name) => name.Length > 0 ? name : "./";
}
