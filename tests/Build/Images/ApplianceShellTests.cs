using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class ApplianceShellTests
{
    [Fact]
    public void The_command_line_stays_one_argument_after_the_uploads() =>
        Assert.Equal(
            ["debug-sh", "-a", "d.img", "--upload", "root:/dev/debian/root", "--upload", "home:/dev/debian/home", "--", "lvm lvs"],
            ApplianceShell.Arguments("d.img", "lvm lvs", [("root", "/dev/debian/root"), ("home", "/dev/debian/home")]));
}
