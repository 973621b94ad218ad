using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GuestCtl.Build.Tests.Doors;

public sealed class PowerShellDoorTests
{
    [Fact]
    public void Help_names_every_target()
    {
        var (output, exit) = Run("help");

        Assert.Equal(0, exit);
        Assert.All(
            ["setup", "build", "appliance", "demo", "test", "bench", "clean", "help"],
            target => Assert.Contains(output, line => line.StartsWith($"  {target} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Options_reach_the_target()
    {
        var (output, exit) = Run("setup", "--check");

        Assert.Contains(output, line => line.EndsWith("runs the appliance", StringComparison.Ordinal));
        Assert.Equal(output.Any(line => line.StartsWith("missing", StringComparison.Ordinal)) ? 1 : 0, exit);
    }

    [Fact]
    public void An_argument_with_a_space_stays_one_argument()
    {
        var (output, exit) = Run("test", "no such project", "--help");

        Assert.Equal(0, exit);
        Assert.Contains(output, line => line.Contains("build.sh test [<project>]", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_target_ends_with_an_error()
    {
        var (_, exit) = Run("no-such-target");

        Assert.Equal(1, exit);
    }

    // The engine itself, in this process: no pwsh needs to be installed.
    private static (List<string> Output, int Exit) Run(params string[] arguments)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand(Checkout.Workspace.At("build.ps1"));
        foreach (var argument in arguments)
        {
            shell.AddArgument(argument);
        }

        var output = shell.Invoke().Select(line => line.ToString()).ToList();
        return (output, Convert.ToInt32(runspace.SessionStateProxy.GetVariable("LASTEXITCODE")));
    }
}
