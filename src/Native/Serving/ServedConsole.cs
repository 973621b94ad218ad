using System.Net.Sockets;
using GuestCtl.Consoles;
using GuestCtl.Protocol.Internal;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Native.Serving;

/// <summary>A rescue shell whose keys and screen are a socket. The window's size is that of the caller's terminal, which is looked at now and then: nobody tells
/// this process when it changes.</summary>
internal sealed class ServedConsole(ApplianceConsole console, Socket socket, SafeFileHandle terminal, ConsoleRequest request)
{
    private const int LongestInput = 4096;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until the shell or the socket ends.</summary>
    public async Task RunAsync()
    {
        using var owned = socket;
        using var ownedTerminal = terminal;
        using var end = new CancellationTokenSource();
        var keys = PassKeysAsync(end);
        var size = PassSizeAsync(end.Token);
        try
        {
            await console.RunAsync(GuestText.Decode(request.Terminal), (int)request.Size.Rows, (int)request.Size.Columns, ShowAsync, end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is GuestOperationException or ApplianceException or OperationCanceledException or SocketException)
        {
            // Only the socket can tell, which ends for whatever reason; a reason that somebody can read is shown.
            if (e is GuestOperationException or ApplianceException)
            {
                await TryShowAsync($"\r\n{e.Message}\r\n").ConfigureAwait(false);
            }
        }

        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(keys, size).ConfigureAwait(false);
    }

    private async ValueTask ShowAsync(ReadOnlyMemory<byte> shown)
    {
        while (!shown.IsEmpty)
        {
            shown = shown[await socket.SendAsync(shown, SocketFlags.None).ConfigureAwait(false)..];
        }
    }

    private async Task TryShowAsync(string text)
    {
        try
        {
            await ShowAsync(GuestText.Encode(text)).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // Nobody listens any more.
        }
    }

    // The caller's end is the end of the shell.
    private async Task PassKeysAsync(CancellationTokenSource end)
    {
        var buffer = new byte[LongestInput];
        try
        {
            for (int count; (count = await socket.ReceiveAsync(buffer, SocketFlags.None, end.Token).ConfigureAwait(false)) > 0;)
            {
                await console.TypeAsync(buffer.AsMemory(0, count), end.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or GuestOperationException or ApplianceException)
        {
            // The shell ended first, or cannot be reached: its own task tells.
        }

        await end.CancelAsync().ConfigureAwait(false);
    }

    private async Task PassSizeAsync(CancellationToken cancellationToken)
    {
        var known = ((int)request.Size.Rows, (int)request.Size.Columns);
        using var timer = new PeriodicTimer(Glance);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (TerminalWindow.Of(terminal) is { } size && size != known)
                {
                    known = size;
                    await console.ResizeAsync(size.Rows, size.Columns, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or GuestOperationException or ApplianceException)
        {
            // The shell has ended.
        }
    }
}
