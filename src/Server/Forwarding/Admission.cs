using System.Collections.Frozen;
using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Server.Forwarding;

/// <summary>
/// What a caller from outside may call. Functions of the appliance reach nothing but the disks, which is what the gateway is there for.
/// Those of the library act on the gateway's own machine: its files, its programs, the handle's settings. Of them only the
/// ones listed here are answered, and everything that is not known is refused.
/// </summary>
internal static class Admission
{
    // They tell of the handle and the appliance, change nothing, and name no file or process of the machine.
    private static readonly FrozenSet<string> AnsweredHostFunctions = FrozenSet.Create(
        StringComparer.Ordinal,
        "version", "max_disks", "available", "feature_available", "wait_ready",
        "is_ready", "is_config", "is_launching", "is_busy", "get_state",
        "get_autosync", "get_verbose", "get_trace", "get_memsize", "get_smp", "get_network",
        "get_backend", "get_attach_method", "get_direct", "get_pgroup", "get_recovery_proc", "get_program", "get_identifier");

    /// <summary>Whether a method may be called.</summary>
    /// <param name="path">The full name, such as /guestctl.Files/Stat.</param>
    public static bool IsAdmitted(string path) => FunctionTable.TryFind(path) switch
    {
        { Side: Side.Daemon } => true,
        { Side: Side.Host } function => AnsweredHostFunctions.Contains(function.Name),
        _ => false,
    };

    /// <summary>The error of a call that is not admitted.</summary>
    public static RpcException Refusal(IMethod method) => GuestErrors.Create(
        $"{FunctionTable.TryFind(method.FullName)?.Name ?? method.FullName}: this function acts on the gateway's own machine or on the handle that all callers share, "
        + "so it cannot be called from outside. Drives and settings are given on the gateway's command line.",
        Errno.EPERM,
        StatusCode.PermissionDenied);
}
