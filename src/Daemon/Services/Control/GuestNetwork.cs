using CliWrap;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>The way out through QEMU's own network, whose addresses are always the same.</summary>
internal static class GuestNetwork
{
    // The card's address, QEMU's router and its name server, in the network that the library gives to QEMU.
    private const string Setup = """
        link set eth0 up
        addr add 169.254.2.15/16 dev eth0
        route add default via 169.254.2.2
        """;

    private const string Resolver = "nameserver 169.254.2.3\n";
    private const string ResolverFile = "/run/resolv.conf";

    /// <summary>Brings it up, unless it is. A machine from a template has it already.</summary>
    /// <exception cref="OperationFailedException">There is no card.</exception>
    public static async Task BringUpAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(ResolverFile))
        {
            return;
        }

        await Tool.RunAsync("modprobe", ["virtio_net"], cancellationToken);
        var result = await Tool.PipeAsync("ip", ["-batch", "-"], PipeSource.FromString(Setup + "\n"), PipeTarget.Null, cancellationToken);
        if (!result.Succeeded)
        {
            throw result.ToException();
        }

        await File.WriteAllTextAsync(ResolverFile, Resolver, cancellationToken);
    }
}
