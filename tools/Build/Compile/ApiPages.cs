namespace GuestCtl.Build.Compile;

/// <summary>The generated pages, docs/reference and docs/coverage, from the descriptors that the build has compiled.</summary>
internal static class ApiPages
{
    public static Task WriteAsync(Workspace workspace, CancellationToken cancellation) => DotNet.RunAsync(
        workspace.Root,
        [
            workspace.At("tools/ApiGen/bin/Release/net10.0/apigen.dll"),
            "docs",
            workspace.At("src/Client/obj/Release/api.protoset"),
            workspace.At("tools/ApiGen/Reference/families.json"),
            workspace.At("docs"),
        ],
        cancellation);
}
