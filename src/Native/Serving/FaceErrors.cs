using Grpc.Core;
using GuestCtl.Cli.Shell.Output;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Native.Serving;

/// <summary>Turns exceptions into what a C program learns: a Linux errno and a text, both as libguestfs has them where that is known.</summary>
internal static class FaceErrors
{
    private const int EINTR = 4;
    private const int EINVAL = 22;
    private const string InvalidArgument = "Invalid argument";

    // Its EINVAL is promised.
    private const string ToldByNumber = "mountable_subvolume";

    public static (int Errno, string Text) Of(Exception error) => error switch
    {
        GuestOperationException failed => (Number(failed), LibraryMessages.Of(failed).First()),
        OperationCanceledException => (EINTR, error.Message),
        RpcException failed => (failed.Errno(), failed.Status.Detail),
        ApplianceException => (0, error.Message),
        ObjectDisposedException => (EINVAL, "the handle is closed"),
        _ => (0, $"unexpected error in GuestCtl, please report it: {error}"),
    };

    // A number of libguestfs is that of a system call; what it refuses by itself has none. Programs end with what is left over: Perl's exit code is 255
    // then, and else the number.
    private static int Number(GuestOperationException failed) => failed.Errno switch
    {
        EINVAL when failed.Function != ToldByNumber && !failed.Reason.EndsWith(InvalidArgument, StringComparison.Ordinal) => 0,
        _ when failed.Function == "get_pid" => 0,
        var number => number,
    };
}
