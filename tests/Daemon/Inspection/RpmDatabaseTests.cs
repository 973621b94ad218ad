using System.Buffers.Binary;
using System.Text;
using GuestCtl.Daemon.Services.Inspection.Packages;
using GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>The fixtures hold the same 43 packages: made by rpm 4.18 (SQLite), by db5.3_load from its headers (Berkeley DB in
/// both byte orders), and by rpm 4.20 (ndb). What is expected of them is what "rpm -qa" printed.</summary>
public sealed class RpmDatabaseTests : IDisposable
{
    private readonly GuestTree _tree = new();

    [Theory]
    [InlineData("rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite")]
    [InlineData("rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite")]
    [InlineData("Packages", "var/lib/rpm/Packages")]
    [InlineData("Packages-be", "var/lib/rpm/Packages")]
    [InlineData("Packages.db", "usr/lib/sysimage/rpm/Packages.db")]
    public void Each_database_has_the_packages_that_rpm_lists(string fixture, string path)
    {
        _tree.File(path, Fixture.Unpacked(fixture));
        var packages = Read();
        Assert.Equal(43, packages.Count);
        Assert.Equal(["bash", "big", "demo", "lib1", "lib10"], packages.Take(5).Select(p => p.Name));
        Assert.Equal(
            new InstalledPackage("bash", 0, "5.1.8", "6.el9_1")
            {
                Architecture = "x86_64",
                Url = "https://www.gnu.org/software/bash",
                SourcePackage = "bash",
                Summary = "The GNU Bourne Again shell",
                Description = "The GNU Bourne Again shell (Bash).",
            },
            packages[0]);
        Assert.Equal(
            new InstalledPackage("demo", 3, "1.2", "4.el9")
            {
                Architecture = "noarch",
                Url = "https://example.org/demo",
                SourcePackage = "demo",
                Summary = "A demo package",
                Description = "First line.\n\nSecond paragraph with | and \"quotes\".",
            },
            packages[2]);
        Assert.Equal("Ein größeres Paket", packages[1].Summary);
        Assert.Equal(3000, packages[1].Description.Split('\n').Length);
        Assert.EndsWith("Line 2999 of a description that is longer than a page.", packages[1].Description);
        Assert.Contains(packages, p => p is { Name: "lib40", Version: "0.40", Release: "40.fc39" });
    }

    [Fact]
    public void What_a_package_does_not_say_is_none_as_libguestfs_has_it()
    {
        // A key of RPM; the answer was recorded from libguestfs 1.48, of which a vendor is not the publisher either.
        var package = RpmHeader.Parse(Header((1000, "gpg-pubkey"), (1001, "c9f83f0e"), (1002, "6b0d3564"), (1004, "a public key"), (1005, "KEY"), (1011, "The Vendor")));
        Assert.Equal(
            new InstalledPackage("gpg-pubkey", 0, "c9f83f0e", "6b0d3564") { Architecture = "(none)", Url = "(none)", Summary = "a public key", Description = "KEY" }, package);
    }

    [Fact]
    public void What_is_still_in_the_log_counts()
    {
        _tree.File("var/lib/rpm/rpmdb.sqlite", Fixture.Unpacked("rpmdb.sqlite")).File("var/lib/rpm/rpmdb.sqlite-wal", Fixture.Unpacked("rpmdb.sqlite-wal"));
        Assert.Equal(34, Read().Count);
    }

    [Fact]
    public void A_log_that_breaks_off_counts_up_to_its_last_whole_transaction()
    {
        var log = Fixture.Unpacked("rpmdb.sqlite-wal");
        var damaged = log.ToArray();
        damaged[^100] ^= 1;
        foreach (var broken in (byte[][])[damaged, log[..^200], log[..40], [1, 2, 3], []])
        {
            _tree.File("var/lib/rpm/rpmdb.sqlite", Fixture.Unpacked("rpmdb.sqlite")).File("var/lib/rpm/rpmdb.sqlite-wal", broken);
            Assert.Contains(Read().Count, (int[])[33, 43]);
        }
    }

    [Theory]
    [InlineData("rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite")]
    [InlineData("Packages", "var/lib/rpm/Packages")]
    [InlineData("Packages.db", "var/lib/rpm/Packages.db")]
    public void A_damaged_database_is_an_error_or_has_fewer_packages(string fixture, string path)
    {
        var good = Fixture.Unpacked(fixture);
        var random = new Random(20231);
        for (var round = 0; round < 300; round++)
        {
            var bad = good.ToArray();
            if (round % 3 == 0)
            {
                bad = bad[..random.Next(bad.Length)];
            }

            // Structure is at the beginning of pages; that is where damage matters.
            for (var i = 0; i < 20 && bad.Length > 0; i++)
            {
                bad[Math.Min(bad.Length - 1, (random.Next(bad.Length) & ~0xfff) + random.Next(64))] = (byte)random.Next(256);
            }

            _tree.File(path, bad);
            try
            {
                Assert.InRange(Read().Count, 0, 10_000);
            }
            catch (OperationFailedException e)
            {
                Assert.StartsWith("/" + path + ": the package database is damaged", e.Message);
            }
        }
    }

    [Theory]
    [InlineData("rpmdb.sqlite")]
    [InlineData("Packages.db")]
    [InlineData("Packages")]
    public void A_file_that_is_no_database_is_an_error_that_names_it(string name)
    {
        _tree.Sparse($"var/lib/rpm/{name}", "This is no database.", 1L << 40);
        Assert.StartsWith($"/var/lib/rpm/{name}: the package database is damaged: its beginning", Assert.Throws<OperationFailedException>(Read).Message);
    }

    [Fact]
    public void A_database_that_is_a_pipe_or_leads_out_of_the_guest_is_not_there()
    {
        _tree.Pipe("var/lib/rpm/rpmdb.sqlite").Link("var/lib/rpm/Packages", "/etc/passwd").Link("var/lib/rpm/Packages.db", "../../../../../../etc/passwd");
        Assert.Empty(Read());
    }

    [Fact]
    public void A_header_without_end_is_none()
    {
        Assert.Null(RpmHeader.Parse([]));
        Assert.Null(RpmHeader.Parse([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
        Assert.Null(RpmHeader.Parse([0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 3, 0xe8, 0, 0, 0, 6, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, (byte)'a', (byte)'b', (byte)'c', (byte)'d']));
    }

    public void Dispose() => _tree.Dispose();

    private IReadOnlyList<InstalledPackage> Read() => InstalledPackages.Read(_tree.Reader, "rpm", "fedora", CancellationToken.None);

    private static byte[] Header(params (int Tag, string Text)[] texts)
    {
        var (index, store) = (new MemoryStream(), new MemoryStream());
        foreach (var (tag, text) in texts)
        {
            foreach (var number in (int[])[tag, 6, (int)store.Length, 1])
            {
                index.Write(BigEndian(number));
            }

            store.Write([.. Encoding.UTF8.GetBytes(text), 0]);
        }

        return [.. BigEndian(texts.Length), .. BigEndian((int)store.Length), .. index.ToArray(), .. store.ToArray()];
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
