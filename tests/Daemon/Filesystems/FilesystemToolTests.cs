using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Tests.Filesystems;

public sealed class FilesystemToolTests
{
    [Theory]
    [InlineData("mke2fs 1.47.2 (1-Jan-2025)\nInvalid filesystem option set: -n\n", "Invalid filesystem option set: -n")]
    [InlineData("tune2fs: bad mounts count - 100000\nUsage: tune2fs [-c max_mounts_count]\n\t[-i interval]\n", "tune2fs: bad mounts count - 100000")]
    [InlineData("/usr/sbin/resize2fs: On-line shrinking not supported\n", "resize2fs: On-line shrinking not supported")]
    [InlineData("\nfirst \n\n second\n", "first; second")]
    [InlineData("  0/40\b\b\b\b\bdone    \n", "done")]
    [InlineData("mke2fs 1.47.2 (1-Jan-2025)\n\n", "")]
    public void A_reason_has_no_version_no_progress_and_no_usage(string output, string reason) => Assert.Equal(reason, FilesystemTool.Reason(output));

    [Fact]
    public void A_reason_on_the_standard_output_is_found_when_there_is_none_on_the_other()
    {
        var result = new ToolResult("mke2fs", 1, "why\n"u8.ToArray(), "mke2fs 1.47.2 (1-Jan-2025)\n");
        Assert.Equal("mke2fs: why", FilesystemTool.Failure(result).Message);
        Assert.Equal("mke2fs: what", FilesystemTool.Failure(result with { Error = "mke2fs: what" }).Message);
        Assert.Equal("mke2fs failed with exit code 1 and did not say why", FilesystemTool.Failure(result with { OutputBytes = [] }).Message);
    }
}
