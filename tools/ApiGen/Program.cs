using System.Text.Json;
using GuestCtl.ApiGen.Emit;
using GuestCtl.ApiGen.Emit.Native;
using GuestCtl.ApiGen.Model;
using GuestCtl.ApiGen.Model.Native;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.ApiGen;

/// <summary>apigen client DESCRIPTORS OUT, apigen shell DESCRIPTORS FUNCTIONS.json OUT, apigen docs DESCRIPTORS FAMILIES.json OUT, or
/// apigen native DESCRIPTORS REFERENCE OUT.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["client", var descriptors, var output]:
                    WriteAll(output, ".g.cs", Client(ReadApi(descriptors)));
                    return 0;
                case ["shell", var descriptors, var functions, var output]:
                    WriteAll(output, ".g.cs", Shell(ReadApi(descriptors), functions));
                    return 0;
                case ["docs", var descriptors, var families, var output]:
                    WriteAll(Path.Combine(output, "reference"), ".md", Reference(ReadApi(descriptors)));
                    WriteAll(Path.Combine(output, "coverage"), ".md", [("README.md", CoveragePage.Write(ReadApi(descriptors), ReadFamilies(families)))]);
                    return 0;
                case ["native", var descriptors, var reference, var output]:
                    WriteNative(output, NativeApi.Read(ReadApi(descriptors), reference));
                    return 0;
                default:
                    Console.Error.WriteLine("usage: apigen client DESCRIPTORS OUT | apigen shell DESCRIPTORS FUNCTIONS.json OUT | apigen docs DESCRIPTORS FAMILIES.json OUT | apigen native DESCRIPTORS REFERENCE OUT");
                    return 2;
            }
        }
        catch (ApiException e)
        {
            foreach (var line in e.Message.Split('\n'))
            {
                Console.Error.WriteLine($"apigen : error API001: {line.Trim()}");
            }

            return 1;
        }
    }

    internal static IEnumerable<(string Name, string Text)> Client(Model.Api api)
        => api.Families.Select(f => ($"GuestFs.{f.Name}.g.cs", ClientFace.Write(f)))
            .Append(("Structures.g.cs", StructureFace.Write(api.Structures)))
            .Append(("FunctionTable.g.cs", FunctionTable.Write(api)))
            .Append(("ApiServices.g.cs", ServiceList.Write(api)));

    internal static IEnumerable<(string Name, string Text)> Shell(Model.Api api, string functions)
        => [("ShellTable.g.cs", ShellTable.Write(api)), ("MissingCommands.g.cs", MissingCommands.Write(api, functions))];

    internal static IEnumerable<(string Name, string Text)> Reference(Model.Api api)
        => api.Families.Select(f => (ReferencePages.FileName(f), ReferencePages.Write(f)))
            .Concat(api.Reasons.Count > 0 ? [(ReferencePages.ReasonsFileName, ReferencePages.Reasons(api))] : [])
            .Append(("README.md", ReferencePages.Index(api)));

    internal static IEnumerable<(string Name, string Text)> NativeSources(NativeApi api)
        => api.Functions.GroupBy(f => f.Family).Select(family => ($"functions_{family.Key}.c", FunctionBodies.Write(family)))
            .Append(("structure_functions.c", Structures.Write(api.Structures)))
            .Append(("internals.c", FunctionBodies.Write(api.Internals)));

    private static void WriteNative(string output, NativeApi api)
    {
        WriteAll(output, ".c", NativeSources(api));
        WriteAll(output, ".h", [("guestfs.h", Header.Write(api)), ("structure_tables.h", Structures.WriteHeader(api.Structures))]);
        WriteAll(output, ".exports", [("libguestfs.exports", ExportList.Write(api))]);
    }

    internal static Model.Api ReadApi(string descriptors)
    {
        using var file = File.OpenRead(descriptors);
        return ApiReader.Read(file);
    }

    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadFamilies(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.EnumerateObject().ToDictionary(
            family => family.Name,
            family => (IReadOnlyList<string>)[.. family.Value.EnumerateArray().Select(name => name.GetString()!)]);
    }

    // Unchanged files keep their time, so that a build with no change compiles nothing. Files of dropped families go.
    private static void WriteAll(string directory, string suffix, IEnumerable<(string Name, string Text)> files)
    {
        Directory.CreateDirectory(directory);
        var stale = Directory.GetFiles(directory, "*" + suffix).Select(Path.GetFileName).ToHashSet();
        foreach (var (name, text) in files)
        {
            stale.Remove(name);
            var path = Path.Combine(directory, name);
            if (!File.Exists(path) || File.ReadAllText(path) != text)
            {
                File.WriteAllText(path, text);
            }
        }

        foreach (var name in stale)
        {
            File.Delete(Path.Combine(directory, name!));
        }
    }
}
