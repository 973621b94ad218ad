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
}
