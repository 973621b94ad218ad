using System.Text;
using System.Text.Json;
using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Abi;

/// <summary>Programs are compiled with Debian's header and run with our library, so every structure must lie in memory as there.</summary>
public sealed class LayoutTests
{
    // A name that came after Debian's version; the field was a spare one there.
    private const string Renamed = "-Dapp2_class=app2_spare1";

    [Fact]
    public async Task Structures_and_options_are_as_in_Debians_header()
    {
        TestMachine.NeedLibrary();
        TestMachine.Need(Path.Combine(TestMachine.PeerInclude, "guestfs.h"), "install libguestfs-dev");
        using var place = new TemporaryDirectory();
        await File.WriteAllTextAsync(place["layout.c"], Program());

        var theirs = await LayoutAsync(place, TestMachine.PeerInclude, Renamed);
        var ours = await LayoutAsync(place, TestMachine.Include);

        Assert.Empty(theirs.Except(ours));
        Assert.True(theirs.Length > 400, $"{theirs.Length} lines");
    }

    private static async Task<string[]> LayoutAsync(TemporaryDirectory place, string include, params string[] more)
    {
        var program = await CProgram.CompileAsync(place["layout.c"], place["layout"], include, ["-DGUESTFS_NO_WARN_DEPRECATED", .. more]);
        var ran = await Ran.RunAsync(program, [], null);
        Assert.Equal(0, ran.Code);
        return ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // What one header lacks is left out of what it prints.
    private static string Program()
    {
        var text = new StringBuilder("#include <guestfs.h>\n#include <stdio.h>\n#define SHOW(s, f) printf(\"%s.%s %zu %zu\\n\", #s, #f, offsetof(struct s, f), sizeof ((struct s *)0)->f)\nint main(void)\n{\n");
        foreach (var structure in Load("structs.json").Where(s => s.GetProperty("name").GetString() != "internal_mountable"))
        {
            var name = $"guestfs_{structure.GetProperty("name").GetString()}";
            foreach (var field in structure.GetProperty("fields").EnumerateArray().Select(f => f.GetString()!.Split(": ")))
            {
                text.Append($"SHOW({name}, {field[0]});\n{(field[1] == "bytes" ? $"SHOW({name}, {field[0]}_len);\n" : "")}");
            }

            text.Append($"printf(\"{name} %zu %zu\\n\", sizeof(struct {name}), sizeof(struct {name}_list));\n");
        }

        foreach (var function in Load("functions.json").Where(f => f.GetProperty("optargs").GetArrayLength() > 0))
        {
            var name = function.TryGetProperty("c_name", out var cName) ? cName.GetString()! : function.GetProperty("name").GetString()!;
            text.Append($"#ifdef GUESTFS_HAVE_{name.ToUpperInvariant()}\nSHOW(guestfs_{name}_argv, bitmask);\n");
            foreach (var option in function.GetProperty("optargs").EnumerateArray().Select(o => o.GetString()!.Split(": ")[0]))
            {
                var macro = $"GUESTFS_{name.ToUpperInvariant()}_{option.ToUpperInvariant()}";
                text.Append($"#ifdef {macro}\nSHOW(guestfs_{name}_argv, {option});\nprintf(\"{macro} %d %llx\\n\", {macro}, (unsigned long long){macro}_BITMASK);\n#endif\n");
            }

            text.Append("#endif\n");
        }

        return text.Append("return 0;\n}\n").ToString();
    }

    private static IEnumerable<JsonElement> Load(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestMachine.Repository, "tools", "ApiGen", "Reference", file)));
        return [.. json.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
