using System.Diagnostics;
using System.Runtime.CompilerServices;
using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Tests;

/// <summary>Compiles API descriptions: the project's own, and small ones that tests make up.</summary>
internal static class Protoc
{
    public static string Repository { get; } = FindRepository();

    public static string ApiDirectory { get; } = Path.Combine(Repository, "src", "Protocol", "api");

    /// <summary>The project's whole API.</summary>
    public static Api ReadProject() => Read(ApiDirectory, Directory.GetFiles(Path.Combine(ApiDirectory, "guestctl"), "*.proto"));

    /// <summary>One made-up family, with the project's options and types.</summary>
    public static Api ReadFamily(string proto)
    {
        var directory = Directory.CreateTempSubdirectory("guestctl-apigen-").FullName;
        try
        {
            var file = Path.Combine(directory, "made_up.proto");
            File.WriteAllText(file, "syntax = \"proto3\";\npackage guestctl;\nimport \"guestctl/options.proto\";\nimport \"guestctl/types.proto\";\n" + proto);
            return Read(directory, [file]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static Api Read(string directory, string[] files)
    {
        var tool = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "protoc.txt"));
        var output = Path.GetTempFileName();
        try
        {
            using var protoc = Process.Start(tool[0], ["--include_imports", "--include_source_info", "-I", directory, "-I", ApiDirectory, "-I", tool[1], "--descriptor_set_out=" + output, .. files.Order(StringComparer.Ordinal)]);
            protoc.WaitForExit();
            Assert.Equal(0, protoc.ExitCode);
            return Program.ReadApi(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string FindRepository([CallerFilePath] string source = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", ".."));
}
