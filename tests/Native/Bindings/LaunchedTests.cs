using GuestCtl.Native.Tests.Running;

namespace GuestCtl.Native.Tests.Bindings;

/// <summary>Calls on a launched handle give what Debian's library has given: results, words, and numbers of errors.</summary>
public sealed class LaunchedTests
{
    [Fact]
    public async Task Calls_of_a_launched_handle_are_answered_as_recorded()
    {
        TestMachine.Need("/usr/lib/python3/dist-packages/guestfs.py", "install python3-guestfs");
        var place = Path.Combine(TestMachine.Repository, "tests", "Native", "Bindings", "Launched");

        var ours = await Ran.OnOursAsync("/usr/bin/python3", [Path.Combine(place, "calls.py")]);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(place, "answers.txt")), ours.Output);
        Assert.Equal(0, ours.Code);
    }
}
