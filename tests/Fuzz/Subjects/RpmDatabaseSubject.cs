using System.IO.Compression;
using System.Runtime.CompilerServices;
using GuestCtl.Daemon.Services.Inspection.Packages.Rpm;
using GuestCtl.Fuzz.Engine;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>RPM's databases: SQLite, Berkeley DB and its own. The beginning of the file tells which.</summary>
internal sealed class RpmDatabaseSubject : FuzzSubject
{
    private readonly string _path = Path.GetTempFileName();
    private readonly SafeFileHandle _file;

    public RpmDatabaseSubject() => _file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    public override string Name => "rpm";

    public override int MaxLength => 1 << 20;

    // Each blob has its own bound of 64 MiB, and a database may have some before it is noticed that they overlap.
    public override long MaxAllocation => 1L << 30;

    public override IEnumerable<byte[]> Seeds => new[] { "Packages-be", "Packages.db", "Packages", "rpmdb.sqlite" }.Select(Fixture);

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool)
    {
        // Most bytes of a database are text; what leads somewhere is at the beginnings of pages.
        var input = (byte[])pool[random.Next(pool.Count)].Clone();
        if (random.Next(4) == 0 || input.Length < 4096)
        {
            return base.Mutate(random, pool);
        }

        for (var steps = 1 + random.Next(8); steps > 0; steps--)
        {
            var page = random.Next(input.Length / 512) * 512;
            var part = Mutator.Mutate(random, [input[page..Math.Min(page + 64, input.Length)]], [], 64);
            part.CopyTo(input, Math.Min(page, input.Length - part.Length));
        }

        return input;
    }

    public override string Read(byte[] input) => Refusals.Of(() =>
    {
        RandomAccess.SetLength(_file, input.Length);
        RandomAccess.Write(_file, input, 0);
        using var handle = new SafeFileHandle(_file.DangerousGetHandle(), ownsHandle: false);
        using var database = new DatabaseFile(handle, "/var/lib/rpm/Packages");
        var headers = input.AsSpan().StartsWith("SQLite"u8) ? SqliteDatabase.Headers(database, null)
            : input.AsSpan().StartsWith("RpmP"u8) ? NdbDatabase.Headers(database)
            : BerkeleyDatabase.Headers(database);
        var count = headers.Count(header => RpmHeader.Parse(header) is not null);
        return $"{Math.Min(count, 4)} packages";
    });

    public override void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    private static byte[] Fixture(string name)
    {
        using var file = File.OpenRead(Path.Combine(Root(), "..", "..", "Daemon", "Inspection", "Fixtures", name + ".gz"));
        using var content = new MemoryStream();
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        gzip.CopyTo(content);
        return content.ToArray();
    }

    private static string Root([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
