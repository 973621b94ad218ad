using GuestCtl.Build.Compile;

namespace GuestCtl.Build.Tests.Compile;

public sealed class SourceFingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SourceFingerprintTests()
    {
        _folder.Write("src/a.cs", "a");
        _folder.Write("src/deep/b.cs", "b");
    }

    private string Now => SourceFingerprint.Of(_folder.Path, "src", "absent");

    [Fact]
    public void It_stays_while_nothing_changes() => Assert.Equal(Now, Now);

    [Fact]
    public void A_changed_file_changes_it() => AssertChanges(() => _folder.Write("src/a.cs", "aa"));

    [Fact]
    public void A_file_that_went_back_in_time_changes_it() => AssertChanges(() => File.SetLastWriteTimeUtc(_folder.At("src/a.cs"), DateTime.UnixEpoch));

    [Fact]
    public void A_new_file_changes_it() => AssertChanges(() => _folder.Write("src/c.cs", ""));

    [Fact]
    public void A_removed_file_changes_it() => AssertChanges(() => File.Delete(_folder.At("src/deep/b.cs")));

    [Fact]
    public void Products_of_the_build_do_not_count()
    {
        var before = Now;

        _folder.Write("src/bin/Release/a.dll", "x");
        _folder.Write("src/obj/a.cache", "x");

        Assert.Equal(before, Now);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertChanges(Action change)
    {
        var before = Now;
        change();
        Assert.NotEqual(before, Now);
    }
}
