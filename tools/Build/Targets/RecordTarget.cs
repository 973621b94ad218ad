using System.CommandLine;
using GuestCtl.Build.Images;
using GuestCtl.Build.Setup;

namespace GuestCtl.Build.Targets;

/// <summary>Has libguestfs answer the calls of the comparison tables, and writes the answers into the source tree.</summary>
internal sealed class RecordTarget(Workspace workspace)
{
    public Command Describe()
    {
        var table = new Argument<string?>("table") { Description = "One table of tests/Appliance/Comparison/Tables; all when not given.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("record", "Have libguestfs answer the comparison tables; installs it.") { table };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(table), cancellation));
        return command;
    }

    private async Task<int> RunAsync(string? name, CancellationToken cancellation)
    {
        await Progress.StepAsync("peer", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToCompare, cancellation));
        var comparison = workspace.At("tests", "Appliance", "Comparison");
        var tables = Directory.GetFiles(Path.Combine(comparison, "Tables"), $"{name ?? "*"}.json").Order(StringComparer.Ordinal).ToList();
        if (tables.Count == 0)
        {
            throw new BuildException($"There is no table '{name}' in {comparison}/Tables.");
        }

        if (name is null)
        {
            await TestImages.EnsureAllAsync(workspace, cancellation);
        }

        foreach (var table in tables)
        {
            var answers = Path.Combine(comparison, "Answers", Path.GetFileName(table));
            string[] arguments =
            [
                Path.Combine(comparison, "record.pl"), table, answers, workspace.At("tools", "ApiGen", "Reference", "functions.json"), workspace.Images,
            ];
            await Progress.StepAsync($"record {Path.GetFileNameWithoutExtension(table)}", () => Tool.RunAsync("/usr/bin/perl", arguments, cancellation, options =>
            {
                options.Environment["LIBGUESTFS_BACKEND"] = "direct";
                options.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
            }));
        }

        return 0;
    }
}
