using System.CommandLine;
using GuestCtl.Build.Images;
using GuestCtl.Build.Setup;
using GuestCtl.ShellScripts;

namespace GuestCtl.Build.Targets;

/// <summary>Has Debian's guestfish run the scripts of the corpus, and writes its answers into the source tree.</summary>
internal sealed class RecordScriptsTarget(Workspace workspace)
{
    // libguestfs boots under emulation in a quarter of a minute, and some scripts reopen or listen.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    public Command Describe()
    {
        var script = new Argument<string?>("script") { Description = "Scripts whose name begins with this; all when not given.", Arity = ArgumentArity.ZeroOrOne };
        var again = new Option<bool>("--again") { Description = "Also those that have not changed since they were recorded." };
        var program = new Option<string>("--programs") { Description = "The directory of the guestfish to ask.", DefaultValueFactory = _ => "/usr/bin" };
        var output = new Option<string?>("--output") { Description = "Write the answers into this directory instead." };
        var command = new Command("record-scripts", "Have guestfish answer the shell scripts that were never recorded or have changed; installs it.") { script, again, program, output };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(script) ?? "", result.GetValue(again), Path.GetFullPath(result.GetValue(program)!), result.GetValue(output), cancellation));
        return command;
    }

    private async Task<int> RunAsync(string prefix, bool again, string programs, string? output, CancellationToken cancellation)
    {
        await Progress.StepAsync("peer", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToCompare, cancellation));
        var corpus = new ScriptCorpus(workspace.At("tests", "Appliance", "ShellScripts"));
        var names = corpus.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (names.Count == 0)
        {
            throw new BuildException($"No script's name begins with '{prefix}' in tests/Appliance/ShellScripts/Scripts.");
        }

        var scripts = names.Select(corpus.Read).Where(script => again || corpus.Recorded(script.Name)?.Contains(script.Fingerprint, StringComparison.Ordinal) != true).ToList();
        if (scripts.Any(script => script.Images.Count > 0))
        {
            await TestImages.EnsureAllAsync(workspace, cancellation);
        }

        using var disks = new ScriptDisks(corpus.Recipes);
        var run = new ScriptRun(programs, disks, workspace.Images, Deadline);
        foreach (var script in scripts)
        {
            var file = output is null ? corpus.AnswerFile(script.Name) : Path.Combine(output, script.Name + ".txt");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await Progress.StepAsync($"record {script.Name}", async () => await File.WriteAllTextAsync(file, await run.AnswerAsync(script, cancellation), cancellation));
        }

        return 0;
    }
}
