using System.Globalization;
using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Abi;

public sealed class LoadTests
{
    [Fact]
    public async Task It_is_loaded_within_20_milliseconds()
    {
        TestMachine.NeedLibrary();
        using var place = new TemporaryDirectory();
        var source = Path.Combine(TestMachine.Repository, "tests", "Native", "Programs", "load.c");
        var program = await CProgram.CompileAsync(source, place["load"], TestMachine.Include);
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var ran = await Ran.RunAsync(program, [TestMachine.Library], null);
            Assert.Equal(0, ran.Code);
            best = Math.Min(best, double.Parse(ran.Output, CultureInfo.InvariantCulture));
        }

        Assert.InRange(best, 0, 20);
    }

    [Theory]
    [InlineData("libxml2.so.2", "xmlFree")]
    [InlineData("libpcre2-8.so.0", "pcre2_match_data_free_8")]
    public async Task It_brings_the_libraries_that_bindings_expect_of_it_where_they_are(string library, string symbol)
    {
        TestMachine.NeedLibrary();
        using var place = new TemporaryDirectory();
        var source = Path.Combine(TestMachine.Repository, "tests", "Native", "Programs", "peers.c");
        var program = await CProgram.CompileAsync(source, place["peers"], TestMachine.Include, "-L", TestMachine.Native, "-l:libguestfs.so.0");

        var ran = await Ran.OnOursAsync(program, [library, symbol]);

        Assert.Equal("", ran.Error);
        Assert.Contains(ran.Output, ["1 1\n", "0 0\n"]);
    }
}
