using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Archives;

[Collection(FilesCollection.Name)]
public sealed class TarInTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private static MemoryStream Archive(params TarEntry[] entries)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static PaxTarEntry RegularFile(string name, string content = "evil\n")
        => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(content)), Mode = UnixFileMode.UserRead };

    private static PaxTarEntry Link(TarEntryType type, string name, string target) => new(type, name) { LinkName = target };

    // Made by GNU tar on the host, of a tree with everything in it.
    private string HostArchive(string options = "")
    {
        var directory = Directory.CreateDirectory(Path.Combine(fixture.HostDirectory, Guid.NewGuid().ToString("N"))).FullName;
        Run($"""
            cd {directory} && mkdir -p tree/sub/deep && cd tree && echo content > sub/f && chmod 4751 sub/f && ln sub/f hard && ln -s sub/f soft
            printf x > "$(printf 'latin\351 new\nline')" && mkfifo fifo && mkdir -m 1777 tmp && chown 1000:2000 sub && chown -h 5:6 soft
            mknod chr c 4 64 && mknod blk b 300 70000
            n=$(printf '%0200d' 7) && mkdir $n && echo long > $n/$n && ln -s ../$n/$n tmp/longlink
            truncate -s 3M sparse && for i in 0 1 2 3 4 5 6 7 8 9; do printf data$i | dd of=sparse bs=1 seek=$((i*200000+7)) conv=notrunc 2>/dev/null; done
            touch -d '2001-02-03 04:05:06' sub/f sub/deep sub tmp . && touch -h -d 2002-02-02 soft
            tar {options} -cf ../a.tar .
            """);
        return directory;
    }

    private static void Run(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-ec", script]))!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private const string Listing = @"find . -printf '%P %y %m %U:%G %Ts %n %l\n' | sort && md5sum sub/f sparse 0*/0* && stat -c '%t %T' chr blk && stat -c '%s' sparse";

    [Theory]
    [InlineData("--format=gnu")]
    [InlineData("--format=gnu -S")]
    [InlineData("--format=posix")]
    [InlineData("--format=posix -S --sparse-version=1.0")]
    [InlineData("--format=posix -S --sparse-version=0.1")]
    [InlineData("--format=posix -S --sparse-version=0.0")]
    [InlineData("--format=pax --numeric-owner")]
    public void What_gnu_tar_packs_is_unpacked_as_it_was(string options)
    {
        Assert.SkipUnless(Environment.UserName == "root", "device nodes and owners need root");
        var directory = HostArchive(options);
        var d = fixture.NewDirectory();
        _guest.TarIn(Path.Combine(directory, "a.tar"), d);
        var expected = new ProcessStartInfo("bash", ["-c", $"cd {directory}/tree && {Listing}"]) { RedirectStandardOutput = true };
        expected.Environment["LC_ALL"] = "C";
        using var shell = Process.Start(expected)!;
        Assert.Equal(Protocol.Text.GuestText.Decode(ReadAll(shell)), fixture.Shell($"export TZ=UTC LC_ALL=C; cd /sysroot{d} && {Listing}"));
        if (options.Contains("-S", StringComparison.Ordinal))
        {
            Assert.InRange(_guest.Statns($"{d}/sparse").Blocks, 1, 400);
        }

        // Again, over what is there.
        _guest.TarIn(Path.Combine(directory, "a.tar"), d);
        Assert.Equal("content\n", _guest.Cat($"{d}/hard"));

        // .NET would not find the names that are not UTF-8.
        Run($"rm -rf {directory}");
    }

    private static byte[] ReadAll(Process process)
    {
        var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [Fact]
    public void Nothing_is_written_outside_of_the_directory()
    {
        var d = fixture.NewDirectory();
        _guest.Mkdir($"{d}/in");
        _guest.Write($"{d}/victim", "mine\n"u8.ToArray());
        var inside = $"{d}/in";
        FilesFixture.Fails(Errno.EINVAL, "../victim: a name in the archive has a .. in it", () => _guest.TarIn(Archive(RegularFile("../victim")), inside));
        FilesFixture.Fails(Errno.EINVAL, "a/../../victim", () => _guest.TarIn(Archive(RegularFile("a/../../victim")), inside));
        FilesFixture.Fails(Errno.EXDEV, "a link leads out of the directory", () => _guest.TarIn(
            Archive(Link(TarEntryType.SymbolicLink, "up", ".."), RegularFile("up/victim")), inside));
        FilesFixture.Fails(Errno.EXDEV, "a link leads out of the directory", () => _guest.TarIn(
            Archive(Link(TarEntryType.SymbolicLink, "abs", d), RegularFile("abs/victim")), inside));
        FilesFixture.Fails(Errno.EINVAL, "../victim: a name in the archive has a .. in it", () => _guest.TarIn(
            Archive(Link(TarEntryType.HardLink, "hard", "../victim"), RegularFile("hard")), inside));
        FilesFixture.Fails(Errno.EXDEV, "cannot link to", () => _guest.TarIn(
            Archive(Link(TarEntryType.SymbolicLink, "up", ".."), Link(TarEntryType.HardLink, "hard", "up/victim")), inside));
        Assert.Equal("mine\n", _guest.Cat($"{d}/victim"));

        // A link is replaced by a file of its name, not written through.
        _guest.TarIn(Archive(Link(TarEntryType.SymbolicLink, "x", "../victim"), RegularFile("x")), inside);
        Assert.Equal("mine\n", _guest.Cat($"{d}/victim"));
        Assert.Equal("evil\n", _guest.Cat($"{d}/in/x"));

        // An absolute name is one below the directory.
        _guest.TarIn(Archive(RegularFile($"{d}/victim")), inside);
        Assert.Equal("mine\n", _guest.Cat($"{d}/victim"));
        Assert.Equal("evil\n", _guest.Cat($"{inside}{d}/victim"));
        Assert.StartsWith("root:", fixture.Shell("cat /etc/passwd"));
    }

    [Fact]
    public void In_the_root_links_with_a_slash_are_at_home()
    {
        var d = fixture.NewDirectory();
        _guest.Mkdir($"{d}/real");
        _guest.LnS($"{d}/real", $"{d}/link");
        _guest.TarIn(Archive(RegularFile($"{d[1..]}/link/f", "text\n")), "/");
        Assert.Equal("text\n", _guest.Cat($"{d}/real/f"));
        _guest.TarIn(Archive(new PaxTarEntry(TarEntryType.Directory, $"{d[1..]}/link/")), "/", keepDirLink: true);
        Assert.True(_guest.IsSymlink($"{d}/link"));
        _guest.TarIn(Archive(new PaxTarEntry(TarEntryType.Directory, $"{d[1..]}/link/")), "/");
        Assert.True(_guest.IsDir($"{d}/link"));
    }

    [Fact]
    public void Bad_archives_are_named()
    {
        var d = fixture.NewDirectory();
        FilesFixture.Fails(Errno.EINVAL, "this does not look like a tar archive", () => _guest.TarIn(new MemoryStream("hello world"u8.ToArray()), d));
        FilesFixture.Fails(Errno.EINVAL, "this does not look like a tar archive", () => _guest.TarIn(new MemoryStream(), d));
        FilesFixture.Fails(Errno.EINVAL, "this does not look like a tar archive", () => _guest.TarIn(new MemoryStream(Enumerable.Repeat((byte)'x', 5000).ToArray()), d));
        var whole = Archive(RegularFile("file", new string('x', 100_000))).ToArray();
        FilesFixture.Fails(Errno.EINVAL, "the archive is cut off in file", () => _guest.TarIn(new MemoryStream(whole[..50_000]), d));
        FilesFixture.Fails(Errno.EIO, "gzip: stdin: not in gzip format", () => _guest.TarIn(new MemoryStream(whole), d, compress: "gzip"));
    }

    [Fact]
    public void Compressed_archives_that_are_cut_off_are_the_tool_s_error()
    {
        var d = fixture.NewDirectory();
        var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            var content = new byte[3_000_000];
            new Random(5).NextBytes(content);
            Archive(RegularFile("f", Convert.ToHexString(content))).CopyTo(gzip);
        }

        FilesFixture.Fails(Errno.EIO, "gzip: stdin: unexpected end of file", () => _guest.TarIn(new MemoryStream(compressed.ToArray()[..1_000_000]), d, compress: "gzip"));
        _guest.TarIn(new MemoryStream(compressed.ToArray()), d, compress: "gzip");
        Assert.Equal(6_000_000, _guest.Filesize($"{d}/f"));
    }

    [Fact]
    public void Failures_leave_the_handle_usable()
    {
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.TarIn(Archive(RegularFile("f")), "/no"));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.TarIn(Archive(RegularFile("f")), "/ro/f"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.TarIn(Archive(RegularFile("x")), "/ro"));
        FilesFixture.Fails(Errno.EINVAL, "unknown compression type: foo", () => _guest.TarIn(Archive(RegularFile("f")), "/small", compress: "foo"));
        FilesFixture.Fails(Errno.ENOSPC, "big: No space left on device", () => _guest.TarIn(Archive(RegularFile("big", new string('x', 20_000_000))), "/small"));
        _guest.Rm("/small/big");
        fixture.Shell("umount /sysroot/small && mount /dev/sdb /sysroot/small");
    }
}
