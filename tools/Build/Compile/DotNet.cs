namespace GuestCtl.Build.Compile;

/// <summary>Runs the .NET SDK so that it leaves no build server behind.</summary>
internal static class DotNet
{
    public static Task RunAsync(string directory, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Tool.RunAsync("dotnet", arguments, cancellation, options => Prepare(options, directory));

    public static Task<int> ShowAsync(string directory, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Tool.ShowAsync("dotnet", arguments, cancellation, options => Prepare(options, directory));

    private static void Prepare(ToolOptions options, string directory)
    {
        options.Directory = directory;
        options.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        options.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        options.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        options.Environment["DOTNET_NOLOGO"] = "1";
    }
}
