using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Tests;

public sealed class ApiChecksTests
{
    private const string Fine = """
        // A family.
        service Made {
          // Does a thing to a path.
          rpc DoThing(DoThingRequest) returns (Nothing) { option (fn) = { name: "do_thing" since: "1.2.3" }; }
        }
        message DoThingRequest {
          // The path.
          bytes path = 1 [(kind) = PATHNAME];
        }
        """;

    [Fact]
    public void A_complete_description_is_accepted() => Assert.Equal("do_thing", Assert.Single(Protoc.ReadFamily(Fine).Functions).Name);

    [Theory]
    [InlineData("  // Does a thing to a path.\n", "", "no doc comment")]
    [InlineData("Does a thing to a path.", "DOC do_thing", "no doc comment")]
    [InlineData("  // The path.\n", "", "the argument path has no doc comment")]
    [InlineData("since: \"1.2.3\"", "", "no version")]
    [InlineData("since: \"1.2.3\"", "since: \"soon\"", "no version")]
    [InlineData("name: \"do_thing\"", "name: \"do_things\"", "does not match")]
    [InlineData("option (fn) = { name: \"do_thing\" since: \"1.2.3\" };", "", "no (fn) option")]
    [InlineData("(DoThingRequest) returns", "(stream DoThingRequest) returns", "exactly one argument of kind FILE_IN or BYTES")]
    [InlineData("returns (Nothing)", "returns (stream Chunk)", "go together")]
    [InlineData("returns (Nothing)", "returns (DoThingRequest)", "no returned type")]
    [InlineData("bytes path = 1 [(kind) = PATHNAME];", "double path = 1;", "no argument type")]
    public void What_is_incomplete_is_refused_with_its_place(string text, string replacement, string reason)
    {
        var error = Assert.Throws<ApiException>(() => Emit(Protoc.ReadFamily(Fine.Replace(text, replacement))));
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Optional_arguments_come_last()
    {
        var proto = Fine.Replace("bytes path = 1", "optional bytes first = 2;\n  // The path.\n  bytes path = 1").Replace("message DoThingRequest {\n", "message DoThingRequest {\n  // First.\n");
        Assert.Contains("optional arguments come after", Assert.Throws<ApiException>(() => Protoc.ReadFamily(proto)).Message);
    }

    private static void Emit(Api api) => _ = Program.Client(api).ToList();
}
