using GuestCtl.Calls;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Client.Tests.Calls;

public sealed class FunctionTableTests
{
    [Fact]
    public void Every_function_of_the_host_has_a_service_in_the_library_and_no_other_has()
    {
        using var guest = new GuestFs(new GuestFsOptions { UseEnvironment = false });
        var declared = FunctionTable.All.Where(f => f.Side == Side.Host).Select(f => f.Path);
        Assert.Equal(declared.Order(StringComparer.Ordinal), ImplementedBy(guest).Order(StringComparer.Ordinal));
    }

    // Binding goes by service; functions of the daemon in a family that the host serves too are left to the daemon.
    private static IEnumerable<string> ImplementedBy(GuestFs guest)
        => guest.LocalMethods.Where(path => FunctionTable.Find(path).Side == Side.Host);
}
