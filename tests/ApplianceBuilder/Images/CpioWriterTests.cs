using System.Text;
using GuestCtl.Appliances.Images;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Images;

public sealed class CpioWriterTests
{
    [Fact]
    public void One_file_is_written_byte_for_byte_as_the_newc_format_says()
    {
        using var output = new MemoryStream();
        var cpio = new CpioWriter(output);

        cpio.AddFile("a", 0x1a4, "hello"u8.ToArray());
        cpio.Finish();

        const string Expected =
            "070701" + "00000001" + "000081A4" + "00000000" + "00000000" + "00000001" + "00000000" + "00000005"
            + "00000000" + "00000000" + "00000000" + "00000000" + "00000002" + "00000000" + "a\0" + "hello\0\0\0"
            + "070701" + "00000000" + "00000000" + "00000000" + "00000000" + "00000001" + "00000000" + "00000000"
            + "00000000" + "00000000" + "00000000" + "00000000" + "0000000B" + "00000000" + "TRAILER!!!\0" + "\0\0\0";
        Assert.Equal(Expected, Encoding.ASCII.GetString(output.ToArray()));
    }

    [Fact]
    public void Cpio_lists_every_kind_of_entry()
    {
        HostProgram.SkipWithout("cpio");
        using var directory = new TemporaryDirectory();
        var archive = directory["archive"];
        using (var output = File.Create(archive))
        {
            var cpio = new CpioWriter(output);
            cpio.AddDirectory("dev");
            cpio.AddCharacterDevice("dev/console", 0x180, 5, 1);
            cpio.AddSymbolicLink("link", "etc/target");
            cpio.AddFile("init", 0x1ed, Environment.ProcessPath!);
            cpio.Finish();
        }

        var listing = HostProgram.Run("cpio", ["-itv", "--quiet", "--numeric-uid-gid"], input: archive);

        var lines = listing.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Collection(
            lines,
            line => Assert.Matches("^drwxr-xr-x +2 0 +0 .* dev$", line),
            line => Assert.Matches("^crw------- +1 0 +0 +5, +1 .* dev/console$", line),
            line => Assert.Matches("^lrwxrwxrwx .* link -> etc/target$", line),
            line => Assert.Matches($"^-rwxr-xr-x .* {new FileInfo(Environment.ProcessPath!).Length} .* init$", line));
    }

    [Fact]
    public void Cpio_unpacks_the_same_content()
    {
        HostProgram.SkipWithout("cpio");
        using var directory = new TemporaryDirectory();
        var content = new byte[100_003];
        new Random(1).NextBytes(content);
        var source = directory.Write("source", content);
        var archive = directory["archive"];
        using (var output = File.Create(archive))
        {
            var cpio = new CpioWriter(output);
            cpio.AddFile("copy", 0x1a4, source);
            cpio.Finish();
        }

        HostProgram.Run("cpio", ["-id", "--quiet"], directory.FullName, archive);

        Assert.Equal(content, File.ReadAllBytes(directory["copy"]));
    }
}
