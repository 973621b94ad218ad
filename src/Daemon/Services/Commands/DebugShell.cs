using Grpc.Core;
using GuestCtl.Daemon.Programs;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>Runs a command of the caller's in the appliance itself.</summary>
internal static class DebugShell
{
    /// <summary>Runs the arguments, joined by spaces, and returns all that they print, without the ends of lines at its end.</summary>
    /// <param name="arguments">The command.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="OperationFailedException">There is none, or it failed; the message is what it printed.</exception>
    public static async Task<string> RunAsync(string[] arguments, ServerCallContext call)
    {
        if (arguments.Length == 0)
        {
            throw OperationFailedException.Invalid("sh: expecting a command to run", Reasons.ShellCommandMissing);
        }

        // It may want to unmount.
        TopDirectory.Drop();
        GuestPrograms.TryEnd();
        var result = await Tool.TryRunAsync("sh", ["-c", $"exec 2>&1; {string.Join(' ', arguments)}"], call.CancellationToken);
        var printed = result.Output.TrimEnd('\n');
        return result.ExitCode == 0
            ? printed
            : throw new OperationFailedException(printed.Length > 0 ? $"sh: {printed}" : $"sh failed with exit code {result.ExitCode} and said nothing", Errno.EIO, Reasons.ShellFailed(printed));
    }
}
