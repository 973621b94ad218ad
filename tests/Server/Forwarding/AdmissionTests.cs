using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Server.Forwarding;

namespace GuestCtl.Server.Tests.Forwarding;

public sealed class AdmissionTests
{
    /// <summary>Written down here again, so that a host function which is let in by accident fails a test.</summary>
    private static readonly string[] Answered =
    [
        "available", "feature_available", "get_attach_method", "get_autosync", "get_backend", "get_direct", "get_identifier", "get_memsize",
        "get_network", "get_pgroup", "get_program", "get_recovery_proc", "get_smp", "get_state", "get_trace", "get_verbose", "is_busy",
        "is_config", "is_launching", "is_ready", "max_disks", "version", "wait_ready",
    ];

    [Fact]
    public void Every_function_of_the_api_is_bound()
        => Assert.Equal(
            FunctionTable.All.Select(f => f.Path).Order(StringComparer.Ordinal),
            BoundMethods.All.Select(m => m.Method.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_host_function_is_refused_unless_it_is_one_of_the_harmless_questions()
    {
        var admitted = BoundMethods.All.Where(m => m.Function!.Side == Side.Host && Admission.IsAdmitted(m.Method.FullName));
        Assert.Equal(Answered, admitted.Select(m => m.Function!.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_names_a_file_or_a_program_of_the_machine_is_answered()
        => Assert.DoesNotContain(Answered, name =>
            name is "get_hv" or "get_qemu" or "get_path" or "get_tmpdir" or "get_cachedir" or "get_sockdir" or "get_pid" or "debug_drives"
            || name.Split('_')[0] is "set" or "add" or "disk" or "parse" or "remove" or "launch" or "shutdown" or "kill" or "config");

    [Fact]
    public void Every_function_of_the_appliance_is_admitted()
        => Assert.All(BoundMethods.All.Where(m => m.Function!.Side == Side.Daemon), m => Assert.True(Admission.IsAdmitted(m.Method.FullName)));

    [Theory]
    [InlineData("/guestctl.internal.Control/Shutdown")]
    [InlineData("/guestctl.Files/Unheard")]
    [InlineData("")]
    public void What_is_not_known_is_refused(string path) => Assert.False(Admission.IsAdmitted(path));

    [Fact]
    public void What_library_and_daemon_tell_each_other_is_not_bound()
        => Assert.DoesNotContain(BoundMethods.All, m => m.Method.ServiceName.StartsWith("guestctl.internal.", StringComparison.Ordinal));

    [Fact]
    public void A_refusal_names_the_function_and_says_why_and_what_to_do()
    {
        var error = Admission.Refusal(BoundMethods.All.Single(m => m.Function!.Name == "disk_create").Method);
        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
        Assert.StartsWith("disk_create: ", error.Status.Detail);
        Assert.Contains("gateway's own machine", error.Status.Detail);
        Assert.Contains("command line", error.Status.Detail);
        Assert.Equal(Errno.EPERM, error.Errno());
    }
}
