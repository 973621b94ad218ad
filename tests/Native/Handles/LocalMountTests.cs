using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Handles;

public sealed class LocalMountTests
{
    [Fact]
    public async Task One_thread_serves_the_mount_and_another_ends_it()
    {
        Assert.SkipUnless(File.Exists("/dev/fuse"), "This machine has no FUSE.");

        (await CProgram.RunAsync("mounts", "local")).Said("0 0", "0");
    }
}
