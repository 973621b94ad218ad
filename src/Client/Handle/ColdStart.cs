using GuestCtl.Launch;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Handle;

/// <summary>Boots an appliance.</summary>
/// <param name="timeout">How long it may take until the daemon greets.</param>
/// <param name="greet">The first call on a new session: entropy and clock.</param>
/// <param name="profile">Told of the steps.</param>
/// <param name="logger">Told what QEMU does.</param>
internal sealed class ColdStart(TimeSpan timeout, Func<ApplianceSession, CancellationToken, Task> greet, LaunchProfile profile, ILogger logger)
{
    // What this side says of itself.
    private static Hello Greeting => new() { Version = typeof(ColdStart).Assembly.GetName().Version!.ToString(3) };

    /// <summary>Starts a machine, waits for its daemon, and greets it.</summary>
    /// <exception cref="ApplianceException">It did not boot. Nothing is left running.</exception>
    public async Task<ApplianceSession> StartAsync(VirtualMachineSpec spec, CancellationToken cancellationToken)
    {
        VirtualMachine machine;
        using (profile.Step("start QEMU"))
        {
            machine = await StartMachineAsync(spec, cancellationToken).ConfigureAwait(false);
        }

        using (profile.Step("boot the appliance"))
        {
            var session = await ConnectAsync(machine, cancellationToken).ConfigureAwait(false);
            try
            {
                await greet(session, cancellationToken).ConfigureAwait(false);
                return session;
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    // Some sandboxes keep one process's memory files from another, even of the same user.
    private async Task<VirtualMachine> StartMachineAsync(VirtualMachineSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await VirtualMachine.StartAsync(spec, logger, cancellationToken).ConfigureAwait(false);
        }
        catch (LaunchException e) when (spec.SharesRings)
        {
            HandleLog.NoRings(logger, e.Message);
            return await VirtualMachine.StartAsync(spec with { SharesRings = false }, logger, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ApplianceSession> ConnectAsync(VirtualMachine machine, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        var handshake = Task.Run(() => Handshake.Run(machine.Transport, Greeting), CancellationToken.None);
        await Task.WhenAny(handshake, machine.Process.Exited, Task.Delay(Timeout.Infinite, deadline.Token)).ConfigureAwait(false);
        if (handshake.IsCompletedSuccessfully)
        {
            return new ApplianceSession(machine, handshake.Result);
        }

        var tail = machine.ConsoleTail;
        var what = handshake.IsFaulted && !machine.Process.Exited.IsCompleted
            ? handshake.Exception!.InnerException!.Message
            : machine.Process.Exited.IsCompletedSuccessfully
                ? $"QEMU ended with exit code {machine.Process.Exited.Result} before the appliance answered. {machine.Process.ErrorText.Trim()}"
                : $"the appliance did not answer within {timeout.TotalSeconds:0} s";
        await machine.DisposeAsync().ConfigureAwait(false);
        _ = handshake.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        throw new ApplianceException(
            $"launch: {what} Run 'guestctl doctor' to check this machine; the console's tail is in this error.", tail);
    }
}
