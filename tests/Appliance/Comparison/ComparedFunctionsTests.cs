namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>That the tables are complete.</summary>
public sealed class ComparedFunctionsTests
{
    private static readonly string[] FinishedFamilies = ["archives", "attributes", "checksums", "commands", "images", "mounts"];

    [Fact]
    public void Every_function_of_the_finished_families_is_compared_or_says_why_not()
    {
        var tables = ComparisonTable.All.ToList();
        var known = tables.SelectMany(table => table.AllCalls.Select(call => call.Name).Concat(table.Uncompared.Keys)).ToHashSet();
        Assert.Equal([], FinishedFamilies.SelectMany(family => ReferenceTables.Families[family]).Except(known));
    }

    [Fact]
    public void What_is_said_not_to_be_compared_is_not()
    {
        var tables = ComparisonTable.All.ToList();
        var compared = tables.SelectMany(table => table.AllCalls.Select(call => call.Name)).ToHashSet();
        Assert.Equal([], tables.SelectMany(table => table.Uncompared.Keys).Intersect(compared));
    }
}
