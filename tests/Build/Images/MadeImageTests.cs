using GuestCtl.Build.Images;
using GuestCtl.Build.Tests.Doors;

namespace GuestCtl.Build.Tests.Images;

/// <summary>Checks the plain test image, which an ordinary user can make, with Debian's own tools.</summary>
public sealed class MadeImageTests
{
    private static string Image => Path.Combine(Checkout.Workspace.Images, DebianOnPartitions.FileName);

    [Theory]
    [InlineData(0, "root")]
    [InlineData(1, "swap")]
    public async Task Each_partition_holds_the_file_system_with_the_chosen_identity(int index, string partition)
    {
        NeedImage();
        var expected = DebianOnPartitions.Filesystems[index];

        var found = await Tool.RunAsync(
            "blkid",
            ["--probe", "--offset", $"{DebianOnPartitions.Table.OffsetOf(partition)}", "--output", "export", Image],
            TestContext.Current.CancellationToken);

        Assert.Contains($"UUID={expected.Uuid}\n", found);
        Assert.Contains($"LABEL={expected.Label}\n", found);
        Assert.Contains($"TYPE={expected.Type}\n", found);
    }

    [Fact]
    public async Task Owners_and_modes_are_those_of_the_packages()
    {
        NeedImage();

        Assert.Matches(@"Mode:\s+04755", await StatAsync("/usr/bin/passwd"));
        Assert.Matches(@"Mode:\s+0640.*User:\s+0\s+Group:\s+42", (await StatAsync("/etc/shadow")).Replace('\n', ' '));
        Assert.Matches(@"User:\s+1000\s+Group:\s+1000", await StatAsync("/home/demo"));
        Assert.Matches(@"Mode:\s+0644.*User:\s+0\s+Group:\s+0", (await StatAsync("/etc/fstab")).Replace('\n', ' '));
    }

    [Fact]
    public void The_list_of_files_agrees_with_the_fstab_that_was_written()
    {
        NeedImage();
        var rows = File.ReadLines(Path.ChangeExtension(Image, ".files.tsv")).Select(line => line.Split('\t')).ToDictionary(row => row[0]);
        var fstab = Fstab.Of(DebianOnPartitions.Filesystems);

        Assert.Equal(["/etc/fstab", "file", "644", "0", "0", $"{fstab.Length}"], rows["/etc/fstab"][..6]);
        Assert.Equal(["/bin", "symlink"], rows["/bin"][..2]);
        Assert.Equal("usr/bin", rows["/bin"][6]);
    }

    private static Task<string> StatAsync(string path) => Tool.RunAsync(
        "debugfs",
        ["-R", $"stat {path}", $"{Image}?offset={DebianOnPartitions.Table.OffsetOf("root")}"],
        TestContext.Current.CancellationToken);

    private static void NeedImage()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.SkipUnless(File.Exists(Image), "the test images are not made yet: ./build.sh test makes them");
        }
    }
}
