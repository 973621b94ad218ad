using GuestCtl.Appliances;
using GuestCtl.Appliances.Packages;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Packages;

public sealed class AptPackageSourceTests
{
    [Fact]
    public async Task An_unreachable_mirror_is_named_with_apts_own_words_and_what_to_do()
    {
        HostProgram.SkipWithout("apt-get");
        using var directory = new TemporaryDirectory();
        var options = new ApplianceOptions { Mirror = "http://127.0.0.1:9/debian", SecurityMirror = "http://127.0.0.1:9/security" };
        var source = new AptPackageSource(directory["apt"], options);

        var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => source.FetchAsync(["bash"], null, CancellationToken.None));

        Assert.Contains("Reading Debian's package lists", error.Message);
        Assert.Contains("Could not connect to 127.0.0.1:9", error.Message);
        Assert.Contains("ApplianceOptions.Mirror", error.Message);
    }

    [Fact]
    public void A_missing_host_program_names_its_package()
    {
        var error = Assert.Throws<ApplianceBuildException>(() => HostTool.Find("no-such-program", "some-package"));

        Assert.Contains("'no-such-program'", error.Message);
        Assert.Contains("apt-get install some-package", error.Message);
    }

    [Fact]
    public async Task A_failing_program_is_quoted()
    {
        var command = new BuildCommand("Trying", "/bin/sh", ["-c", "echo broken >&2; exit 3"]) { Advice = "Do this." };

        var error = await Assert.ThrowsAsync<ApplianceBuildException>(() => command.RunAsync(null, CancellationToken.None));

        Assert.Equal("Trying: /bin/sh failed with exit code 3.\nbroken\nDo this.", error.Message);
    }
}
