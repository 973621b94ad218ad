using GuestCtl.Appliances.Recipes;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Recipes;

public sealed class ExclusionsTests : IDisposable
{
    private readonly TemporaryDirectory _tree = new();

    [Fact]
    public void A_directory_goes_with_all_it_holds_but_what_is_kept()
    {
        _tree.Write("usr/share/doc/x/README", "");
        _tree.Write("usr/lib/locale/C.utf8/LC_CTYPE", "");
        _tree.Write("usr/lib/locale/de/LC_CTYPE", "");

        Apply("usr/share/doc", "usr/lib/locale", "!usr/lib/locale/C.utf8");

        Assert.Equal(["usr/lib/locale/C.utf8/LC_CTYPE"], Files());
        Assert.False(Directory.Exists(_tree["usr/share/doc"]));
    }

    [Fact]
    public void A_star_stops_at_a_slash_and_two_do_not()
    {
        _tree.Write("a/x.txt", "");
        _tree.Write("a/b/x.txt", "");
        _tree.Write("c/b/x.txt", "");

        Apply("a/*.txt", "c/**.txt");

        Assert.Equal(["a/b/x.txt"], Files());
    }

    [Fact]
    public void A_link_to_a_directory_is_removed_without_what_it_points_to()
    {
        _tree.Write("usr/bin/tool", "");
        Directory.CreateSymbolicLink(_tree["bin"], "usr/bin");

        Apply("bin");

        Assert.Equal(["usr/bin/tool"], Files());
        Assert.False(Path.Exists(_tree["bin"]));
    }

    public void Dispose() => _tree.Dispose();

    private void Apply(params string[] lines) => new Exclusions(lines).Apply(_tree.FullName, CancellationToken.None);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_tree.FullName, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_tree.FullName, path)).Order(StringComparer.Ordinal);
}
