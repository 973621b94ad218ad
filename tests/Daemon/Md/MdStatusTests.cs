using GuestCtl.Daemon.Services.Md;

namespace GuestCtl.Daemon.Tests.Md;

public sealed class MdStatusTests
{
    private const string Text = """
        Personalities : [raid1] [raid6] [raid5] [raid4]
        md126 : active raid5 sdd[4](S) sdc[3] sdb[1](W)(F) sda[0]
              32768 blocks super 1.2 level 5, 64k chunk, algorithm 2 [3/3] [UUU]

        md12 : inactive sdf1[0](S)
              15360 blocks super 1.2

        unused devices: <none>
        """;

    [Fact]
    public void The_devices_of_an_array_are_found_with_their_flags()
        => Assert.Equal(
            [("/dev/sdd", 4, "S"), ("/dev/sdc", 3, ""), ("/dev/sdb", 1, "WF"), ("/dev/sda", 0, "")],
            MdStatus.DevicesOf(Text, "md126").Select(d => (d.MdstatDevice.ToStringUtf8(), d.MdstatIndex, d.MdstatFlags.ToStringUtf8())));

    [Fact]
    public void An_array_that_is_not_there_has_none() => Assert.Empty(MdStatus.DevicesOf(Text, "md1"));
}
