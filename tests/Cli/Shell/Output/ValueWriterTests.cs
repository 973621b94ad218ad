using System.Text;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Tests.Shell.Output;

public sealed class ValueWriterTests
{
    [Fact]
    public void Each_kind_of_result_has_its_form()
    {
        Assert.Equal("true\nfalse\n", Written(w => { w.Bool(true); w.Bool(false); }));
        Assert.Equal("-12\n", Written(w => w.Number(-12)));
        Assert.Equal("022\n0\n", Written(w => { w.Octal(18); w.Octal(0); }));
        Assert.Equal("0x83\n", Written(w => w.Hexadecimal(0x83)));
        Assert.Equal("a\n\n(null)\n", Written(w => { w.Text("a"); w.Text(""); w.Text(null); }));
        Assert.Equal("ab", Written(w => { w.Raw("a"u8.ToArray()); w.Raw("b"u8.ToArray()); }));
        Assert.Equal("a\nb\n", Written(w => w.List(["a", "b"])));
        Assert.Equal("k: v\n", Written(w => w.Map(new Dictionary<string, string> { ["k"] = "v" })));
    }

    [Fact]
    public void Structures_are_fields_and_lists_of_them_are_numbered()
    {
        static void Write(StructureWriter fields, int value)
        {
            fields.Field("n", value);
            fields.Field("b", [(byte)'b', 0xff, 1, 0x7f]);
            fields.Field("f", (float?)12.5f);
            fields.Field("u", (float?)null);
        }

        Assert.Equal("n: 1\nb: b\\xffffffff\\x01\\x7f\nf: 12.5 %\nu: \n", Written(w => w.Structure(1, Write)));
        Assert.StartsWith("[0] = {\n  n: 5\n", Written(w => w.Structures([5], Write)));
        Assert.EndsWith("  u: \n}\n", Written(w => w.Structures([5], Write)));
    }

    [Fact]
    public void Bytes_that_are_no_text_come_back_as_they_were()
        => Assert.Equal([0xff, (byte)'\n'], Bytes(w => w.Text("\uDCFF")));

    private static string Written(Action<ValueWriter> write) => Encoding.UTF8.GetString(Bytes(write));

    private static byte[] Bytes(Action<ValueWriter> write)
    {
        var stream = new MemoryStream();
        using var output = new ShellOutput(stream);
        write(new ValueWriter(output));
        output.Flush();
        return stream.ToArray();
    }
}
