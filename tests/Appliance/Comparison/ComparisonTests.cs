using System.Text.Json.Nodes;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>The same calls as libguestfs was asked, with the answers that it gave.</summary>
/// <param name="guests">The appliances.</param>
[TestCaseOrderer(typeof(RecordedOrder))]
public sealed class ComparisonTests(ComparisonGuests guests) : IClassFixture<ComparisonGuests>
{
    /// <summary>Every case of every table.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var table in ComparisonTable.All)
            {
                foreach (var name in table.Cases)
                {
                    cases.Add(table.Name, name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_answers_are_those_of_libguestfs(string table, string name)
    {
        var compared = ComparisonTable.Named(table);
        var calls = compared.CallsOf(name).ToList();
        var recorded = compared.AnswersOf(name);
        Assert.True(
            calls.Count == recorded.Count && calls.Zip(recorded).All(pair => JsonNode.DeepEquals(pair.First.Words, pair.Second.Call)),
            $"The recorded answers are of other calls. Record them anew: ./build.sh record {table}");
        var complaints = calls.Zip(recorded, (call, answer) => call.Judge(answer.Answer, guests.Answer(compared, call))).OfType<string>().ToList();
        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
    }
}
