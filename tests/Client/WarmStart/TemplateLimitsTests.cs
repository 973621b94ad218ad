using GuestCtl.WarmStart;

namespace GuestCtl.Client.Tests.WarmStart;

public sealed class TemplateLimitsTests
{
    private static readonly DateTime Now = new(2030, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemplateLimits _limits = new() { Age = TimeSpan.FromDays(10), Count = 3, Bytes = 1000 };

    [Fact]
    public void Those_that_fit_stay() => Assert.Empty(_limits.Choose([Used(0), Used(1), Used(2)], Now));

    [Fact]
    public void Those_that_were_not_used_for_long_go() => Assert.Equal(["11"], Names([Used(1), Used(11)]));

    [Fact]
    public void The_least_recently_used_go_when_there_are_too_many() => Assert.Equal(["3", "4"], Names([Used(0), Used(1), Used(2), Used(3), Used(4)]));

    [Fact]
    public void One_that_takes_too_much_goes_and_smaller_ones_stay() => Assert.Equal(["1"], Names([Used(0, 600), Used(1, 600), Used(2, 300)]));

    [Fact]
    public void One_that_cannot_be_read_goes() => Assert.Equal(["0"], Names([Used(0) with { Machine = "" }]));

    private static StoredTemplate Used(int days, long bytes = 100) => new($"/t/{days}", "QEMU", 64, bytes, Now, Now.AddDays(-days));

    private List<string> Names(IReadOnlyList<StoredTemplate> templates) => [.. _limits.Choose(templates, Now).Select(template => template.Key)];
}
