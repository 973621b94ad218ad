namespace GuestCtl.ApiGen.Tests;

/// <summary>What the generator writes for one family with every shape. To accept a change: GUESTCTL_ACCEPT=1, and read the diff.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void The_output_for_every_shape_is_as_it_was()
    {
        var api = Protoc.ReadFamily(File.ReadAllText(Path.Combine(Directory, "shapes.proto.txt")));
        var output = Program.Client(api).Where(f => f.Name != "Structures.g.cs").Concat(Program.Reference(api).Where(f => f.Name != Emit.ReferencePages.ReasonsFileName))
            .Select(f => $"==== {f.Name}\n{f.Text}");
        Compare("shapes.output.txt", string.Concat(output));
    }

    [Fact]
    public void The_output_is_the_same_each_time()
        => Assert.Equal(Program.Client(Protoc.ReadProject()).ToList(), Program.Client(Protoc.ReadProject()).ToList());

    [Fact]
    public void The_page_of_reasons_has_their_arguments_and_meanings()
    {
        var page = Emit.ReferencePages.Reasons(Protoc.ReadProject());
        Assert.Contains("| `NoPartition` | `device`, `number` | The table has no partition with this number. |\n", page);
        Assert.Contains("| `NotLaunched` |  | The function needs the appliance: call launch first. |\n", page);
    }

    [Fact]
    public void The_coverage_page_names_what_is_missing()
    {
        var api = Protoc.ReadFamily(File.ReadAllText(Path.Combine(Directory, "shapes.proto.txt")));
        var page = Emit.CoveragePage.Write(api, new Dictionary<string, IReadOnlyList<string>> { ["shapes"] = ["take_all", "other"] });
        Assert.Contains("**1 of 2 functions.**", page);
        Assert.Contains("| shapes | 1 | 2 | other |", page);
    }

    private static string Directory => Path.Combine(Protoc.Repository, "tests", "ApiGen", "Snapshots");

    private static void Compare(string name, string actual)
    {
        var path = Path.Combine(Directory, name);
        if (Environment.GetEnvironmentVariable("GUESTCTL_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
