using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Tests;

/// <summary>The commands of the shell that are made of the API.</summary>
public sealed class ShellTableTests
{
    private static readonly Api Project = Protoc.ReadProject();
    private static readonly string Table = Program.Shell(Project).Single().Text;

    [Fact]
    public void Every_function_that_is_not_hidden_from_the_shell_is_a_command()
    {
        foreach (var function in Project.Functions)
        {
            var isHidden = function.Facts.Visibility is "state" or "public_no_shell" or "internal";
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
    public void An_unknown_form_of_a_number_is_refused()
    {
        var api = Protoc.ReadFamily("""
            // A family.
            service Made {
              // Counts the things that there are.
              rpc CountThings(NoArguments) returns (IntReply) { option (fn) = { name: "count_things" since: "1.2.3" shell_output: "roman" }; }
            }
            """);
        Assert.Contains("roman", Assert.Throws<ApiException>(() => Program.Shell(api).Single()).Message);
    }
}
