using GuestCtl.Build.Setup;

namespace GuestCtl.Build.Tests.Setup;

public sealed class PrivilegesTests
{
    private static readonly string[] Command = ["apt-get", "install", "-y", "qemu-utils"];

    [Fact]
    public async Task Root_needs_no_prefix() =>
        Assert.Equal([], await new Privileges(isRoot: true, sudoIsInstalled: true, () => throw new InvalidOperationException()).PrefixAsync());

    [Fact]
    public async Task Sudo_is_used_when_it_asks_nothing() =>
        Assert.Equal(["sudo", "-n"], await new Privileges(false, true, () => Task.FromResult(true)).PrefixAsync());

    [Fact]
    public async Task Sudo_that_wants_a_password_is_left_to_the_user() =>
        Assert.Null(await new Privileges(false, true, () => Task.FromResult(false)).PrefixAsync());

    [Theory]
    [InlineData(true, "sudo apt-get install -y qemu-utils")]
    [InlineData(false, "su -c \"apt-get install -y qemu-utils\"")]
    public void The_line_to_paste_uses_what_the_machine_has(bool sudo, string line) =>
        Assert.Equal(line, new Privileges(false, sudo, () => Task.FromResult(false)).LineFor(Command));
}
