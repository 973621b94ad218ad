using System.Collections.Concurrent;

namespace GuestCtl.Native.Tests.Running;

/// <summary>The C programs of the tests. Each is compiled once, with our header and linked with our library.</summary>
internal static class CProgram
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Compiled = new();
    private static readonly TemporaryDirectory Place = new();

    static CProgram() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Place.Dispose();

    /// <summary>Runs one scenario of a program.</summary>
    public static async Task<Ran> RunAsync(string program, string scenario, string input = "")
    {
        TestMachine.NeedLibrary();
        var file = await Compiled.GetOrAdd(program, name => new Lazy<Task<string>>(() => CompileAsync(name))).Value;
        return await Ran.OnOursAsync(file, [scenario], input);
    }

    /// <summary>Compiles a file, and returns what the compiler says of it.</summary>
    public static async Task<string> CompileAsync(string source, string program, string include, params string[] more)
    {
        var ran = await Ran.RunAsync(
            "gcc", ["-std=gnu11", "-D_GNU_SOURCE", "-g", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function", "-I", include, source, "-o", program, .. more], null);
        Assert.True(ran.Code == 0, ran.Error);
        return program;
    }

    private static Task<string> CompileAsync(string name) => CompileAsync(
        Path.Combine(TestMachine.Repository, "tests", "Native", "Programs", name + ".c"),
        Place[name],
        TestMachine.Include,
        "-DGUESTFS_NO_WARN_DEPRECATED", "-Wno-format-truncation", "-L", TestMachine.Native, "-l:libguestfs.so.0", "-lpthread");
}
