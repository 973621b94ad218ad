using System.Net.Sockets;
using GuestCtl.Launch;
using GuestCtl.Qemu.Qmp;
using Microsoft.Extensions.Logging;

namespace GuestCtl.WarmStart;

/// <summary>Makes a running machine of a template.</summary>
internal static class TemplateRestore
{
    // What takes hundredths of a second takes half a minute when fifty do it at once on two processors, for all of them.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    /// <summary>Starts QEMU, gives it the memory and the state, and lets the guest go on where it was saved.</summary>
    /// <exception cref="TemplateException">It does not work with this template. Nothing is left running.</exception>
    /// <exception cref="LaunchException">QEMU does not start at all.</exception>
    public static async Task<VirtualMachine> StartAsync(
        Template template, VirtualMachineSpec spec, LaunchProfile profile, ILogger logger, CancellationToken cancellation)
    {
        var waiting = spec with { Memory = template.Memory, MemoryShare = false, Stopped = true, ExtraArguments = ["-incoming", "defer"] };
        VirtualMachine machine;
        using (profile.Step("start QEMU"))
            machine = await VirtualMachine.StartAsync(waiting, logger, cancellation).ConfigureAwait(false);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        try
        {
            ReadOnlyMemory<byte> state;
            using (profile.Step("check and copy the template"))
                state = await template.Loaded.WaitAsync(deadline.Token).ConfigureAwait(false);
            using (profile.Step("restore the devices"))
                await FeedAsync(machine.Qmp, state, deadline.Token).ConfigureAwait(false);
            await machine.Qmp.ContinueAsync(deadline.Token).ConfigureAwait(false);
            return machine;
        }
        catch (Exception e)
        {
            var said = machine.Process.ErrorText.Trim();
            await machine.DisposeAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (e is TemplateException)
                throw;
            var what = e is OperationCanceledException ? $"QEMU did not take it within {Timeout.TotalSeconds:0} seconds" : e.Message;
            throw new TemplateException(said.Length > 0 ? $"{what} QEMU said: {said}" : what, e);
        }
    }

    private static async Task FeedAsync(QmpClient qmp, ReadOnlyMemory<byte> state, CancellationToken cancellation)
    {
        await qmp.IgnoreSharedMemoryAsync(cancellation).ConfigureAwait(false);
        using var channel = await StateChannel.OpenAsync(qmp, cancellation).ConfigureAwait(false);
        await qmp.MigrateIncomingAsync(StateChannel.Uri, cancellation).ConfigureAwait(false);
        await channel.Stream.WriteAsync(state, cancellation).ConfigureAwait(false);
        // The end of the state.
        channel.Stream.Socket.Shutdown(SocketShutdown.Send);
        while (await qmp.QueryStatusAsync(cancellation).ConfigureAwait(false) == "inmigrate")
            await Task.Delay(Poll, cancellation).ConfigureAwait(false);
    }
}
