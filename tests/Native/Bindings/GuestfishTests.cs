using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Bindings;

/// <summary>Debian's guestfish and other programs of libguestfs, unchanged, on our library.</summary>
public sealed class GuestfishTests
{
    [Fact]
    public async Task Guestfish_makes_a_file_system_and_reads_what_it_wrote()
    {
        using var place = new TemporaryDirectory();

        var ran = await RunAsync("guestfish", """
            disk-create disk.img raw 100M
            add disk.img format:raw
            run
            debug sh "mke2fs -q -t ext4 /dev/sda"
            mount /dev/sda /
            write /hello "hello world"
            cat /hello
            stat /hello | grep ^size
            -cat /none
            list-filesystems
            umount-all

            """, place.Path);

        Assert.Equal("\nhello world\nsize: 11\n/dev/sda: ext4\n", ran.Output);
        Assert.Equal("*stdin*:9: libguestfs: error: download: /none: No such file or directory\n", ran.Error);
        Assert.Equal(0, ran.Code);
    }

    [Fact]
    public async Task Guestfish_inspects_and_mounts_by_itself()
    {
        var ran = await RunAsync("guestfish", "cat /etc/hostname\n", null, "--ro", "-a", TestMachine.Image("debian-ext4.img"), "-i");

        ran.Said("demo-debian", "");
    }

    [Fact]
    public async Task Guestfish_listens_in_the_background()
    {
        var script = """
            eval "$(guestfish --ro -a "$0" --listen)"
            guestfish --remote run
            guestfish --remote mount-ro /dev/sda2 /
            guestfish --remote cat /etc/hostname
            guestfish --remote exit
            """;

        (await RunAsync("/bin/sh", "", null, "-ec", script, TestMachine.Image("debian-ext4.img"))).Said("demo-debian", "");
    }

    [Fact]
    public async Task Guestfish_reads_the_disks_of_an_OVA()
    {
        using var place = new TemporaryDirectory();
        OvaFile.Write(place["vm.ova"], ("vm.ovf", OvaFile.Description("b", "a")), ("a", [.. "first"u8, .. new byte[4091]]), ("b", [.. "second"u8, .. new byte[1018]]));

        var read = await RunAsync("guestfish", "run\nlist-devices\npread-device /dev/sda 6 0\npread-device /dev/sdb 5 0\n", null, "--ro", "-a", place["vm.ova"]);
        Assert.Equal((0, "/dev/sda\n/dev/sdb\nsecondfirst", ""), (read.Code, read.Output, read.Error));
        var refused = await RunAsync("guestfish", "run\n", null, "--rw", "-a", place["vm.ova"]);
        Assert.Contains("can only be read", refused.Error);
        Assert.Equal(1, refused.Code);
    }

    [Theory]
    [InlineData("virt-cat", "/etc/hostname", "demo-debian")]
    [InlineData("virt-ls", "/etc/apt", "sources.list.d")]
    [InlineData("virt-filesystems", "--long", "demo-root")]
    [InlineData("virt-df", "-h", "debian-ext4.img:/dev/sda2")]
    [InlineData("virt-inspector", "--no-icon", "<hostname>demo-debian</hostname>")]
    public async Task Tools_read_an_image(string tool, string argument, string expected)
    {
        var ran = await RunAsync(tool, "", null, "-a", TestMachine.Image("debian-ext4.img"), argument);

        Assert.Contains(expected, ran.Output);
        Assert.Equal("", ran.Error);
        Assert.Equal(0, ran.Code);
    }

    private static Task<Ran> RunAsync(string program, string input, string? directory, params string[] arguments)
    {
        TestMachine.Need("/usr/bin/guestfish", "install libguestfs-tools");
        return Ran.OnOursAsync(program, arguments, input, directory);
    }
}
