using GuestCtl.Build.Setup;

namespace GuestCtl.Build.Tests.Setup;

public sealed class PackageInstallerTests
{
    private static readonly Requirement Qemu = new("qemu-system-x86", "runs the appliance", "qemu-system-x86_64");
    private static readonly Requirement Compiler = new("gcc", "links", "clang", "gcc");

    private static readonly Privileges None = new(isRoot: false, sudoIsInstalled: true, () => Task.FromResult(false));

    [Fact]
    public async Task Nothing_is_asked_for_when_all_is_there()
    {
        var privileges = new Privileges(false, true, () => throw new InvalidOperationException("asked for root"));

        await new PackageInstaller(privileges, program => "/usr/bin/" + program).EnsureAsync([Qemu, Compiler], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_ordinary_user_gets_the_exact_line_to_run()
    {
        var installer = new PackageInstaller(None, program => program == "apt-get" ? "/usr/bin/apt-get" : null);

        var failure = await Assert.ThrowsAsync<BuildException>(() => installer.EnsureAsync([Qemu, Compiler], TestContext.Current.CancellationToken));

        Assert.Equal("sudo apt-get install -y --no-install-recommends qemu-system-x86 gcc", failure.Message.Split('\n')[^1].Trim());
    }

    [Fact]
    public async Task A_machine_without_apt_is_told_what_it_lacks()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(
            () => new PackageInstaller(None, _ => null).EnsureAsync([Qemu], TestContext.Current.CancellationToken));

        Assert.Contains("qemu-system-x86_64 (package qemu-system-x86: runs the appliance)", failure.Message);
    }

    [Fact]
    public void One_of_several_programs_is_enough() =>
        Assert.Empty(new PackageInstaller(None, program => program == "gcc" ? "/usr/bin/gcc" : null).Missing([Compiler]));

    [Fact]
    public void Build_requirements_do_not_include_the_peer() =>
        Assert.DoesNotContain(Requirements.ToBuild, requirement => requirement.Package.Contains("guestfs", StringComparison.Ordinal));
}
