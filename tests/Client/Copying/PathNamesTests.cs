using GuestCtl.Copying;

namespace GuestCtl.Client.Tests.Copying;

/// <summary>What a copy is called.</summary>
public sealed class PathNamesTests
{
    [Theory]
    [InlineData("/etc/hosts", "hosts")]
    [InlineData("/etc/", "etc")]
    [InlineData("/", "")]
    [InlineData("a/..", "")]
    [InlineData(".", "")]
    public void The_name_of_a_copy_is_the_last_component(string path, string name) => Assert.Equal(name, PathNames.NameOf(path));
}
