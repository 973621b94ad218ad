using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class ApplianceShellTests
{
    [Fact]
    public void The_command_line_stays_one_argument() =>
        Assert.Equal(["debug-sh", "-a", "d.img", "--", "lvm pvs && true"], ApplianceShell.Arguments("d.img", "lvm pvs && true"));
}
