using System.CommandLine;
using System.CommandLine.Help;
using GuestCtl.Build.Targets;

namespace GuestCtl.Build;

/// <summary>The command line of the build: one command per target.</summary>
internal static class BuildProgram
{
    public static Command Describe(Workspace workspace)
    {
        // No RootCommand: it is named after this program's file, build, which is also the name of a target.
        var root = new Command("build.sh", "Builds, tests and shows GuestCtl.")
        {
            new HelpOption { Recursive = true },
            new SetupTarget().Describe(),
            new BuildTarget(workspace).Describe(),
            new ApplianceTarget(workspace).Describe(),
            new InstallTarget(workspace).Describe(),
            new DemoTarget(workspace).Describe(),
            new TestTarget(workspace).Describe(),
            new FuzzTarget(workspace).Describe(),
            new BenchTarget(workspace).Describe(),
            new RecordTarget(workspace).Describe(),
            new RecordScriptsTarget(workspace).Describe(),
            new CleanTarget(workspace).Describe(),
        };
        var help = new Command("help", "Say what each target does.");
        help.SetAction((result, _) => root.Parse(["--help"]).InvokeAsync(result.InvocationConfiguration));
        root.Add(help);
        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, Workspace workspace, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return await Describe(workspace).Parse(arguments is [] ? ["--help"] : arguments).InvokeAsync(configuration);
        }
        catch (BuildException failure)
        {
            await error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped.");
            return 130;
        }
    }
}
