namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>That the tables are complete.</summary>
public sealed class ComparedFunctionsTests
{
    private static readonly string[] FinishedFamilies =
    [
        "archives", "attributes", "augeas", "btrfs", "checksums", "commands", "devices", "encryption", "files", "hivex", "images", "inotify", "journal", "lvm", "md", "mounts",
        "partitions",
    ];

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

    [Fact]
    public void Every_function_that_takes_a_path_is_tried_with_bad_paths()
    {
        var table = ComparisonTable.Named("files-paths");
        var tried = table.AllCalls.Select(call => call.Name).Concat(table.Uncompared.Keys).ToHashSet();
        var declared = ReferenceTables.Functions.Where(function => function.Arguments.Contains("pathname") && FaceCall.Find(function.Name) is not null);
        Assert.Equal([], declared.Select(function => function.Name).Except(tried));
    }
}
