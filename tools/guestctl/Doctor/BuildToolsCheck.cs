using GuestCtl.Qemu;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether the programs are there that an appliance is built with.</summary>
internal sealed class BuildToolsCheck(Func<bool> isBuilt) : ICheck
{
    private static readonly string[] Programs = ["apt-get", "apt-config", "dpkg-deb"];

    public string Name => "Build tools";

    public Task<Finding> RunAsync(CancellationToken cancellation)
    {
        var missing = Programs.Where(program => QemuSearch.FindProgram(program) is null).ToList();
        if (missing.Count == 0)
        {
            return Task.FromResult(Finding.Fine(string.Join(", ", Programs)));
        }

        var text = $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing";
        const string advice = "They build the appliance: install the packages apt and dpkg, or copy a built appliance from another machine.";
        return Task.FromResult(isBuilt() ? Finding.Note(text, advice) : Finding.Problem(text, advice));
    }
}
