using GuestCtl.LocalMounts;

namespace GuestCtl.Client.Tests.LocalMounts;

/// <summary>Which names the kernel has to forget after a change.</summary>
public sealed class HardLinksTests
{
    private readonly List<string> _forgotten = [];
    private readonly HardLinks _links;

    /// <summary>Creates it.</summary>
    public HardLinksTests() => _links = new HardLinks(_forgotten.Add);

    [Fact]
    public void A_change_is_told_to_the_other_names_only()
    {
        Note("/a", 1, 2);
        Note("/b", 1, 2);
        Note("/other", 2, 2);
        _links.Changed("/a");
        _links.Changed("/unknown");
        Assert.Equal(["/b"], _forgotten);
    }

    [Fact]
    public void A_removed_name_is_told_once()
    {
        Note("/a", 1, 2);
        Note("/b", 1, 2);
        _links.Removed("/a");
        _links.Changed("/b");
        Assert.Equal(["/b"], _forgotten);
    }

    [Fact]
    public void Names_below_a_renamed_directory_are_known_by_their_new_names()
    {
        Note("/d/a", 1, 2);
        Note("/dd/a", 1, 2);
        _links.Renamed("/d", "/e");
        _links.Changed("/dd/a");
        Assert.Equal(["/e/a"], _forgotten);
    }

    [Fact]
    public void A_replaced_file_is_told_to_its_other_names()
    {
        Note("/a", 1, 2);
        Note("/b", 1, 2);
        _links.Renamed("/new", "/a");
        Assert.Equal(["/b"], _forgotten);
    }

    [Fact]
    public void Directories_and_files_with_one_name_are_not_kept()
    {
        Note("/d", 1, 3, mode: 0x41ed);
        Note("/e", 1, 3, mode: 0x41ed);
        Note("/a", 2, 1);
        Note("/b", 2, 1);
        _links.Changed("/d");
        _links.Changed("/a");
        Assert.Empty(_forgotten);
    }

    [Fact]
    public void When_there_are_too_many_names_the_kernel_forgets_them_all()
    {
        for (var i = 0; i < HardLinks.MaximumNames; i++)
        {
            Note($"/{i}", i, 2);
        }

        Assert.Empty(_forgotten);
        Note("/last", 1, 2);
        Assert.Equal(HardLinks.MaximumNames, _forgotten.Count);
    }

    private void Note(string path, long inode, long names, long mode = 0x81a4) => _links.Note(path, new Statns
    {
        Dev = 1, Ino = inode, Mode = mode, Nlink = names, Uid = 0, Gid = 0, Rdev = 0, Size = 0, Blksize = 4096, Blocks = 0,
        AtimeSec = 0, AtimeNsec = 0, MtimeSec = 0, MtimeNsec = 0, CtimeSec = 0, CtimeNsec = 0,
        Spare1 = 0, Spare2 = 0, Spare3 = 0, Spare4 = 0, Spare5 = 0, Spare6 = 0,
    });
}
