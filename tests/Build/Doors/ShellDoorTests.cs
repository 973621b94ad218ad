using CliWrap;
using CliWrap.Buffered;

namespace GuestCtl.Build.Tests.Doors;

public sealed class ShellDoorTests
{
    [Fact]
    public async Task Help_names_every_target()
    {
        var result = await Cli.Wrap(Checkout.Workspace.At("build.sh")).WithArguments("help").ExecuteBufferedAsync();

        Assert.All(
            ["setup", "build", "appliance", "demo", "test", "bench", "clean", "help"],
            target => Assert.Contains($"\n  {target} ", result.StandardOutput));
    }

    [Fact]
    public async Task It_works_from_any_directory()
    {
        var result = await Cli.Wrap(Checkout.Workspace.At("build.sh")).WithArguments("help").WithWorkingDirectory("/").ExecuteBufferedAsync();

        Assert.Contains("Builds, tests and shows GuestCtl.", result.StandardOutput);
    }

    [Fact]
    public async Task Without_dotnet_it_says_what_to_install()
    {
        using var tools = new TemporaryFolder();
        File.CreateSymbolicLink(tools.At("dirname"), "/usr/bin/dirname");

        var result = await Cli.Wrap("/bin/sh").WithArguments([Checkout.Workspace.At("build.sh"), "help"])
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["PATH"] = tools.Path })
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(".NET 10 SDK", result.StandardError);
    }
}
