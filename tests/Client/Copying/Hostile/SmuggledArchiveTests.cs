using System.Runtime.Versioning;

namespace GuestCtl.Client.Tests.Copying.Hostile;

/// <summary>Archives that try to leave the directory that they are unpacked into.</summary>
[SupportedOSPlatform("linux")]
public sealed class SmuggledArchiveTests : IDisposable
{
    private readonly UnpackedTree _tree = new();

    public void Dispose()
    {
        _tree.CheckOutside();
        _tree.Dispose();
    }

    [Theory]
    [InlineData("./link/planted")]
    [InlineData("link/deep/er/planted")]
    [InlineData("./link/canary")]
    public async Task Nothing_is_written_through_a_link_of_the_same_archive(string name)
        => Assert.Contains("remove it first", await _tree.UnpackAsync(new ArchiveBytes().Link("./link", _tree.Outside).File(name).File("last").End()));

    [Fact]
    public async Task Nothing_is_written_through_a_link_of_an_earlier_copy()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().Link("sub", _tree.Outside).Link("file", _tree.Canary).End()));
        var told = await _tree.UnpackAsync(new ArchiveBytes().Directory("sub/", 0x1ff).File("sub/planted").File("sub/canary").File("file", "new").End());
        Assert.Equal("sub/: a link or a file is in the place of a directory; remove it first", told);
        Assert.Equal("new", File.ReadAllText(_tree.PathOf("file")));
        Assert.Null(new FileInfo(_tree.PathOf("file")).LinkTarget);
    }

    [Theory]
    [InlineData("../outside/planted")]
    [InlineData("a/../../outside/planted")]
    [InlineData("a/..")]
    [InlineData("..")]
    public async Task A_name_with_two_dots_is_refused(string name)
        => Assert.Contains("'..'", await _tree.UnpackAsync(new ArchiveBytes().Directory("a/").File(name).Directory(name).Link(name, "x").HardLink(name, "a").End()));

    [Fact]
    public async Task An_absolute_name_is_taken_below_the_directory()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().LongName(_tree.Outside + "/planted").File("short").End()));
        Assert.True(File.Exists(_tree.Inside + _tree.Outside + "/planted"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("/")]
    [InlineData("././/.")]
    public async Task The_directory_itself_is_not_replaced(string name)
    {
        Assert.Contains("the directory itself", await _tree.UnpackAsync(new ArchiveBytes().Link(name, _tree.Outside).File("f").End()));
        Assert.Equal(["f"], _tree.Names());
    }

    [Fact]
    public async Task A_hard_link_does_not_lead_out()
    {
        var told = await _tree.UnpackAsync(new ArchiveBytes()
            .Link("l", _tree.Outside).Link("c", _tree.Canary)
            .HardLink("one", "l/canary").HardLink("two", "../outside/canary").HardLink("three", "l").HardLink("four", "c").HardLink("five", ".")
            .File("four", "new").File("three/planted").End());
        Assert.Contains("one: a link or a file is in the place of a directory", told);
        Assert.Contains("two: its name has a '..'", told);
        Assert.Contains("five: it is a link to the directory itself", told);
        Assert.Contains("three/planted: ", told);
        Assert.Equal("new", File.ReadAllText(_tree.PathOf("four")));
        Assert.Equal(_tree.Outside, new FileInfo(_tree.PathOf("three")).LinkTarget);
    }

    [Fact]
    public async Task A_directory_in_the_place_of_a_link_is_refused_with_all_that_is_in_it()
    {
        var archive = new ArchiveBytes().Link("l", _tree.Outside).Directory("l/").Directory("l/sub/").File("l/sub/f").File("lone").End();
        Assert.Equal("l/: a link or a file is in the place of a directory; remove it first", await _tree.UnpackAsync(archive));
        Assert.Equal(["l", "lone"], _tree.Names().Where(name => !name.StartsWith("l/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_or_file_in_the_place_of_a_directory_is_refused()
    {
        var told = await _tree.UnpackAsync(new ArchiveBytes().Directory("d/").File("d/f").Link("d", _tree.Outside).File("d").HardLink("d", "d/f").File("d/g").End());
        Assert.Equal(string.Join("; ", Enumerable.Repeat("d: a directory is in its place; remove it first", 3)), told);
        Assert.Equal(["d", "d/f", "d/g"], _tree.Names());
    }

    [Fact]
    public async Task The_last_of_two_of_the_same_name_stays_and_nothing_else_does()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().File("f", "1").Link("f", _tree.Canary).HardLink("g", "f").HardLink("g", "f").HardLink("g", "g").File("f", "2").End()));
        Assert.Equal(["f", "g"], _tree.Names());
        Assert.Equal("2", File.ReadAllText(_tree.PathOf("f")));
    }

    [Fact]
    public async Task A_size_in_an_extended_header_smuggles_no_device()
    {
        // Who reads the size of the header block only takes the device's header for content, or the content for a header.
        var hidden = new ArchiveBytes().Header("sda", '4').End()[..512];
        var archive = new ArchiveBytes()
            .Extended(ArchiveBytes.Pax("size", "0")).Header("a", '0', 512).Header("sda", '4')
            .Extended(ArchiveBytes.Pax("size", "512")).Header("b", '0').Content(hidden)
            .Extended(ArchiveBytes.Pax("path", "renamed")).Header("pipe", '6').Header("tty", '3').End();
        Assert.Empty(await _tree.UnpackAsync(archive));
        Assert.Equal(["sda", "renamed", "tty"], _tree.Skipped);
        Assert.Equal(["a", "b"], _tree.Names());
        Assert.Equal(512, new FileInfo(_tree.PathOf("b")).Length);
    }

    [Fact]
    public async Task Names_that_this_machine_cannot_have_are_told()
    {
        var told = await _tree.UnpackAsync(new ArchiveBytes()
            .Extended(ArchiveBytes.Pax("path", "a\0b")).File("x")
            .Extended(ArchiveBytes.Pax("linkpath", "t\0u")).Link("l", "x")
            .LongName(new string('n', 300)).File("x").LongName(new string('d', 300) + "/f").File("x").Link("e", "").File("last").End());
        Assert.Contains("zero byte", told);
        Assert.Contains("target has a zero byte", told);
        Assert.Contains("nnn…: ", told);
        Assert.Contains("ddd…: ", told);
        Assert.Equal(["last"], _tree.Names());
    }

    [Fact]
    public async Task Names_of_any_bytes_and_case_stay_apart()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().File("latin\xe9").File("Name", "1").File("name", "2").Link("Sub", _tree.Outside).File("sub/f").End()));
        Assert.Equal("1", File.ReadAllText(_tree.PathOf("Name")));
        Assert.True(File.Exists(_tree.PathOf("sub/f")));
    }

    [Fact]
    public async Task No_program_becomes_set_user_id()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().File("program", mode: 0xfed).Directory("d/", mode: 0xfff).End()));
        const UnixFileMode special = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;
        Assert.Equal(UnixFileMode.None, special & (File.GetUnixFileMode(_tree.PathOf("program")) | File.GetUnixFileMode(_tree.PathOf("d"))));
    }

    [Fact]
    public async Task An_existing_directory_of_the_caller_keeps_its_permissions()
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(_tree.Inside, mine);
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().Directory("./", mode: 0x1ff).End()));
        Assert.Equal(mine, File.GetUnixFileMode(_tree.Inside));
    }
}
