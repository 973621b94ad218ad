using GuestCtl.Launch;

namespace GuestCtl.Client.Tests.Launch;

public sealed class FactCacheTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_fact_is_found_under_its_own_key_only()
    {
        var cache = new FactCache(_directory.Path);
        cache.Write("kind", "key", "value");
        Assert.Equal("value", new FactCache(_directory.Path).Read("kind", "key"));
        Assert.Null(cache.Read("kind", "other"));
        Assert.Null(cache.Read("other", "key"));
    }

    [Fact]
    public void A_damaged_fact_is_not_known()
    {
        var cache = new FactCache(_directory.Path);
        cache.Write("kind", "key", "value");
        var file = Directory.GetFiles(_directory.File("facts")).Single();
        File.WriteAllText(file, "key\n");
        Assert.Null(cache.Read("kind", "key"));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_error()
    {
        var cache = new FactCache(_directory.WriteFile("file", []));
        cache.Write("kind", "key", "value");
        Assert.Null(cache.Read("kind", "key"));
        new FactCache(null).Write("kind", "key", "value");
    }
}
