using GuestCtl.Qemu;

namespace GuestCtl.Client.Tests.Qemu;

public sealed class QemuVersionTests
{
    [Theory]
    [InlineData("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright", "7.2.22")]
    [InlineData("QEMU emulator version 10.1.0", "10.1.0")]
    [InlineData("QEMU emulator version 9.2 (x)", "9.2.0")]
    public void Versions_are_read(string text, string expected)
    {
        Assert.True(QemuVersion.TryParse(text, out var version));
        Assert.Equal(expected, version.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("bash: no such file")]
    [InlineData("version x.y")]
    public void Other_text_is_no_version(string text) => Assert.False(QemuVersion.TryParse(text, out _));

    [Fact]
    public void Versions_compare_by_number() => Assert.True(new QemuVersion(10, 0, 0).CompareTo(new QemuVersion(9, 2, 4)) > 0);
}
