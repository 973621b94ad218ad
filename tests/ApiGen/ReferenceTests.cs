using System.Text.Json;
using GuestCtl.ApiGen.Model;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Tests;

/// <summary>The declared functions against the table of libguestfs's.</summary>
public sealed class ReferenceTests
{
    private static readonly Api Api = Protoc.ReadProject();
    private static readonly Dictionary<string, JsonElement> Reference = ReadReference();

    public static TheoryData<string> Names => [.. Api.Functions.Where(f => f.Facts.Since != "guestctl").Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_declared_function_has_the_signature_of_its_namesake(string name)
    {
        var function = Api.Functions.Single(f => f.Name == name);
        Assert.True(Reference.TryGetValue(name, out var expected), $"{name} is not a libguestfs function");
        Assert.Equal(expected.GetProperty("since").GetString(), function.Facts.Since);
        Assert.Equal(Words(expected, "args").Concat(Words(expected, "optargs")), function.Arguments.Select(a => $"{a.GuestfsName}: {TypeOf(a)}"));
        Assert.Equal(expected.GetProperty("optargs").GetArrayLength(), function.Arguments.Count(a => a.IsOptional));
        Assert.Equal(Text(expected, "returns"), ReturnsOf(function));
        Assert.Equal(Text(expected, "feature"), function.Facts.Feature);
        Assert.Equal(Words(expected, "shell_aliases"), function.Facts.ShellAliases);
        Assert.Equal(Words(expected, "aliases"), function.Facts.Aliases);
        Assert.Equal(Text(expected, "c_name"), function.Facts.CName);
        Assert.Equal(expected.TryGetProperty("deprecated_by", out _), function.IsDeprecated);
        Assert.Equal(Flag(expected, "config_only"), function.Facts.ConfigOnly);
    }

    [Fact]
    public void Structures_have_the_fields_of_their_namesakes()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Protoc.Repository, "tools/ApiGen/Reference/structs.json")));
        var expected = json.RootElement.EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!, s => string.Join(' ', s.GetProperty("fields").EnumerateArray().Select(f => f.GetString()!.Split(':')[0])));
        foreach (var structure in Api.Structures)
        {
            Assert.Equal(expected[structure.GuestfsName], string.Join(' ', structure.Fields.Select(f => f.Field.Name)));
        }
    }

    private static string TypeOf(Argument argument)
    {
        var kind = argument.Kind switch
        {
            Kind.Domain => "pointer<virDomainPtr>",
            Kind.Data => argument.CSharpType switch { "bool" => "bool", "int" => "int", "long" => "int64", _ => "string" },
            var other => Snake(other.ToString()),
        };
        return argument.IsList ? $"list<{kind}>" : kind;
    }

    private static string ReturnsOf(Model.Function function) => (function.Returns.Kind, function.ReplyType) switch
    {
        (ReturnKind.Nothing or ReturnKind.File, _) => "none",
        (ReturnKind.Structure, _) => $"struct {function.Returns.Structure!.GuestfsName}",
        (ReturnKind.StructureList, _) => $"list<struct {function.Returns.Structure!.GuestfsName}>",
        (ReturnKind.String, "DeviceReply") => "device",
        (ReturnKind.String, "ConstStringReply") => "const_string",
        (ReturnKind.OptionalString, _) => "optional_const_string",
        (ReturnKind.StringList, "DeviceListReply") => "list<device>",
        (ReturnKind.StringList, "MountableListReply") => "list<mountable>",
        (ReturnKind.StringList, _) => "list<string>",
        (ReturnKind.Map, "DeviceMapReply") => "map<string,device>",
        (ReturnKind.Map, "MountableKeyMapReply") => "map<mountable,string>",
        (ReturnKind.Map, "MountableMapReply") => "map<string,mountable>",
        (ReturnKind.Map, _) => "map<string,string>",
        var (kind, _) => kind.ToString().ToLowerInvariant(),
    };

    private static string Snake(string pascal) => string.Concat(pascal.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string[] Words(JsonElement function, string property)
        => function.TryGetProperty(property, out var list) ? [.. list.EnumerateArray().Select(v => v.GetString()!)] : [];

    private static string Text(JsonElement function, string property) => function.TryGetProperty(property, out var value) ? value.GetString()! : "";

    private static bool Flag(JsonElement function, string property) => function.TryGetProperty(property, out var value) && value.GetBoolean();

    private static Dictionary<string, JsonElement> ReadReference()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Protoc.Repository, "tools/ApiGen/Reference/functions.json")));
        return json.RootElement.EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f.Clone());
    }
}
