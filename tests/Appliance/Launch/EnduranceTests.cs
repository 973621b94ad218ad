namespace GuestCtl.Appliance.Tests.Launch;

public sealed class EnduranceTests : IDisposable
{
    private const int InARow = 50;
    private const int AtOnce = 8;

    private readonly string _temporary = Directory.CreateTempSubdirectory("guestctl-endurance-").FullName;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public async Task Fifty_launches_in_a_row_all_work_and_leave_nothing()
    {
        for (var i = 0; i < InARow; i++)
        {
            await LaunchAndUseAsync();
        }

        AssertNothingIsLeft();
    }

    [Fact]
    public async Task Eight_launches_at_once_all_work_and_leave_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => LaunchAndUseAsync()));
        AssertNothingIsLeft();
    }

    private async Task LaunchAndUseAsync()
    {
        await using var guest = TestMachine.CreateHandle();
        guest.SetTmpdir(_temporary);
        guest.AddDriveScratch(1 << 20);
        await guest.LaunchAsync();
        await guest.PingDaemonAsync();
    }

    private void AssertNothingIsLeft()
    {
        Assert.DoesNotContain(Leftovers.Qemus(), command => command.Contains(_temporary, StringComparison.Ordinal));
        // The user's own directory in it stays, empty.
        Assert.DoesNotContain(Leftovers.Files(_temporary), file => !Path.GetFileName(file).StartsWith("guestctl-", StringComparison.Ordinal));
    }
}
