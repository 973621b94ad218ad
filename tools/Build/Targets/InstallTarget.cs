using System.CommandLine;
using GuestCtl.Build.Compile;

namespace GuestCtl.Build.Targets;

/// <summary>Copies what was built to where programs are installed.</summary>
internal sealed class InstallTarget(Workspace workspace)
{
    public Command Describe()
    {
        var prefix = new Option<string>("--prefix") { Description = "Where to, such as /usr/local.", Required = true };
        var libraries = new Option<string>("--libdir")
        {
            Description = "The directory of libraries below it; Debian's own is lib/x86_64-linux-gnu.",
            DefaultValueFactory = _ => "lib",
        };
        var command = new Command("install", "Build, and copy the programs and the C library below a directory.") { prefix, libraries };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(prefix)!, result.GetValue(libraries)!, cancellation));
        return command;
    }

    private async Task<int> RunAsync(string prefix, string libraries, CancellationToken cancellation)
    {
        await new BuildTarget(workspace).RunAsync(cancellation);
        await Progress.StepAsync("install", () => Task.Run(() => Install(Path.GetFullPath(prefix), libraries), cancellation));
        return 0;
    }

    private void Install(string prefix, string libraries)
    {
        try
        {
            var bin = Path.Combine(prefix, "bin");
            Directory.CreateDirectory(bin);
            foreach (var program in DeliveredProgram.All)
            {
                DeliveredProgram.Replace(Path.Combine(workspace.Bin, program.File), Path.Combine(bin, program.File));
                if (program.Link(bin) is { } other)
                {
                    Progress.Warn($"{other} is not GuestCtl's and stays; 'guestctl shell' is the same program.");
                }
            }

            DeliveredLibrary.Install(workspace, prefix, libraries);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new BuildException($"Nothing more could be installed below {prefix}: {refused.Message} Choose a --prefix where you may write.");
        }
    }
}
