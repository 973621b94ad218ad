using GuestCtl.Build.Targets;

namespace GuestCtl.Build.Tests.Targets;

public sealed class FuzzTargetTests
{
    [Fact]
    public void The_seed_and_the_time_reach_the_program_in_the_form_of_no_country() =>
        Assert.Equal(["fuzz", "2.5", "7"], FuzzTarget.Arguments(2.5, null, 7));

    [Fact]
    public void One_target_can_be_chosen() =>
        Assert.Equal(["fuzz", "10", "7", "tar"], FuzzTarget.Arguments(10, "tar", 7));
}
