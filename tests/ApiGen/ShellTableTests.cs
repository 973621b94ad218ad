using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Tests;

/// <summary>The commands of the shell that are made of the API.</summary>
public sealed class ShellTableTests
{
    private static readonly string Functions = Path.Combine(Protoc.Repository, "tools", "ApiGen", "Reference", "functions.json");
    private static readonly Api Project = Protoc.ReadProject();
    private static readonly string Table = Program.Shell(Project, Functions).First().Text;

    [Fact]
    public void Every_function_that_is_not_hidden_from_the_shell_is_a_command()
    {
        foreach (var function in Project.Functions)
        {
            var isHidden = function.Facts.Visibility is "state" or "public_no_shell" or "internal" || function.Arguments.Any(a => a.Kind == Protocol.Api.Kind.Domain);
            Assert.Equal(!isHidden, Table.Contains($"new(\"{function.Name.Replace('_', '-')}\", [", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Run = static call => call.Guest.Mkdir(path: call.Text(0)),")]
    [InlineData("Run = static call => call.Output.Octal(call.Guest.Umask(mask: call.Int(0))),")]
    [InlineData("Run = static call => call.Output.Structure(call.Guest.Stat(path: call.Text(0)), WriteStat),")]
    [InlineData("call.Receive(1, stream => call.Guest.Download(remoteFilename: call.Text(0), filename: stream))")]
    [InlineData("fields.Field(\"st_atime_sec\", value.AtimeSec);")]
    public void A_command_calls_its_function_and_prints_what_it_returns(string line) => Assert.Contains(line, Table);

    [Fact]
    public void A_function_is_a_command_or_known_to_be_missing()
    {
        var missing = Program.Shell(Project, Functions).Last().Text;
        Assert.DoesNotContain("\"mkdir\"", missing);
        var known = Project.Functions.Select(f => f.Name).ToHashSet();
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Functions));
        foreach (var name in json.RootElement.EnumerateArray().Where(f => !f.TryGetProperty("visibility", out _)).Select(f => f.GetProperty("name").GetString()!))
        {
            Assert.NotEqual(known.Contains(name), missing.Contains($"\"{name.Replace('_', '-')}\","));
        }
    }

    [Fact]
    public void An_unknown_form_of_a_number_is_refused()
    {
        var api = Protoc.ReadFamily("""
            // A family.
            service Made {
              // Counts the things that there are.
              rpc CountThings(NoArguments) returns (IntReply) { option (fn) = { name: "count_things" since: "1.2.3" shell_output: "roman" }; }
            }
            """);
        Assert.Contains("roman", Assert.Throws<ApiException>(() => Program.Shell(api, Functions).First()).Message);
    }
}
