using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Tests.Volumes;

public sealed class LvmNameTests
{
    [Theory]
    [InlineData("vg-one+2_a.b", true)]
    [InlineData("/dev/vg", true)]
    [InlineData("-h", false)]
    [InlineData("/dev/-h", false)]
    [InlineData("", false)]
    [InlineData("/dev/", false)]
    [InlineData("..", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("@tag", false)]
    [InlineData("a\"]", false)]
    public void A_group_s_name_cannot_be_an_option_or_a_path(string name, bool possible)
        => Assert.Equal(possible, Record.Exception(() => LvmName.Group(name)) is null);

    [Fact]
    public void A_name_has_at_most_127_characters()
    {
        Assert.Equal(127, LvmName.Volume(new string('a', 127)).Length);
        Assert.Throws<OperationFailedException>(() => LvmName.Volume(new string('a', 128)));
        Assert.Throws<OperationFailedException>(() => LvmName.Volume("/dev/lv"));
    }

    [Theory]
    [InlineData("/dev/vg/lv")]
    [InlineData("vg/lv")]
    public void A_volume_is_named_with_its_group(string name) => Assert.Equal(("vg", "lv"), LvmName.Full(name));

    [Theory]
    [InlineData("lv")]
    [InlineData("vg/-f")]
    [InlineData("-f/lv")]
    [InlineData("a/b/c")]
    [InlineData("")]
    public void Other_names_are_none_of_a_volume(string name) => Assert.Equal(Errno.EINVAL, Assert.Throws<OperationFailedException>(() => LvmName.Full(name)).Errno);
}
