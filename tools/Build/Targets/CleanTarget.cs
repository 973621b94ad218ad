using System.CommandLine;

namespace GuestCtl.Build.Targets;

/// <summary>Removes what the build made inside the checkout; the appliance in the user's cache stays.</summary>
internal sealed class CleanTarget(Workspace workspace)
{
    public Command Describe()
    {
        var command = new Command("clean", "Remove artifacts/ and every bin/ and obj/.");
        command.SetAction(_ =>
        {
            Run();
            return 0;
        });
        return command;
    }

    public void Run()
    {
        foreach (var project in Directory.EnumerateFiles(workspace.Root, "*.csproj", SearchOption.AllDirectories).ToList())
        {
            Remove(Path.Combine(Path.GetDirectoryName(project)!, "bin"));
            Remove(Path.Combine(Path.GetDirectoryName(project)!, "obj"));
        }

        Remove(workspace.Artifacts);
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
