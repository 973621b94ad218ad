using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Abi;

public sealed class SymbolTests
{
    [Fact]
    public async Task Every_symbol_of_libguestfs_is_there()
    {
        TestMachine.Need(TestMachine.PeerLibrary, "install libguestfs0");

        var theirs = await SymbolsAsync(TestMachine.PeerLibrary);

        Assert.Empty(theirs.Except(await SymbolsAsync(TestMachine.Library)));
        Assert.True(theirs.Count > 900, $"{theirs.Count} symbols");
    }

    [Fact]
    public async Task Nothing_else_can_be_seen()
        => Assert.Equal(["guestctl_handle_main"], (await SymbolsAsync(TestMachine.Library)).Where(name => !name.StartsWith("guestfs_", StringComparison.Ordinal)));

    [Fact]
    public async Task It_has_the_name_that_programs_ask_for()
        => Assert.Contains("SONAME               libguestfs.so.0\n", (await ReadAsync("objdump", "-p", TestMachine.Library)));

    [Fact]
    public async Task It_needs_the_C_library_and_nothing_else()
    {
        var needed = (await ReadAsync("objdump", "-p", TestMachine.Library)).Split('\n')
            .Where(line => line.Contains("NEEDED", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[^1]);

        Assert.Empty(needed.Except(["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "ld-linux-x86-64.so.2"]));
    }

    private static async Task<List<string>> SymbolsAsync(string library)
        => [.. (await ReadAsync("nm", "-D", "--defined-only", library)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[^1])];

    private static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        TestMachine.NeedLibrary();
        var ran = await Ran.RunAsync(program, arguments, null);
        Assert.True(ran.Code == 0, ran.Error);
        return ran.Output;
    }
}
