using System.Runtime.InteropServices;
using GuestCtl.Consoles;

namespace GuestCtl.Cli.Rescue;

/// <summary>The rescue shell on the standard input and output, which are a terminal or not.</summary>
internal sealed class RescueSession(ApplianceConsole console, Stream output)
{
    private const byte EndKey = 0x1d; // Ctrl-]
    private const byte EndOfInput = 4; // Ctrl-D
    private const byte NewLine = (byte)'\n';
    private const int LongestInput = 4096;

    // Typed while a command still runs it is that command's, or nobody's.
    private static readonly TimeSpan EndAgain = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the shell ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminal = RescueTerminal.Take();
        using var resized = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => PassSize(terminal, end.Token));
        var (rows, columns) = terminal.Size;

        // Nobody can end a read of a terminal, so this one is left to itself in the end.
        _ = PassKeysAsync(terminal, end);
        try
        {
            await console.RunAsync(Environment.GetEnvironmentVariable("TERM") ?? "", rows, columns, ShowAsync, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Ctrl-].
        }

        await end.CancelAsync().ConfigureAwait(false);
    }

    private async ValueTask ShowAsync(ReadOnlyMemory<byte> shown)
    {
        await output.WriteAsync(shown).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }

    private async Task PassKeysAsync(RescueTerminal terminal, CancellationTokenSource end)
    {
        var buffer = new byte[LongestInput];
        try
        {
            var last = NewLine;
            for (int count; (count = await Task.Run(() => terminal.Read(buffer)).ConfigureAwait(false)) > 0; last = buffer[count - 1])
            {
                if (terminal.IsTerminal && buffer.AsSpan(0, count).Contains(EndKey))
                {
                    await end.CancelAsync().ConfigureAwait(false);
                    return;
                }

                await console.TypeAsync(buffer.AsMemory(0, count), end.Token).ConfigureAwait(false);
            }

            // The end counts at the beginning of a line only.
            var ending = last == NewLine ? new[] { EndOfInput } : [NewLine, EndOfInput];
            while (true)
            {
                await console.TypeAsync(ending, end.Token).ConfigureAwait(false);
                await Task.Delay(EndAgain, end.Token).ConfigureAwait(false);
                ending = [EndOfInput];
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or GuestOperationException or ApplianceException or IOException)
        {
            // The shell has ended, or cannot be reached, which it tells itself.
        }
    }

    private void PassSize(RescueTerminal terminal, CancellationToken cancellation)
    {
        var (rows, columns) = terminal.Size;
        _ = PassSizeAsync();

        async Task PassSizeAsync()
        {
            try
            {
                await console.ResizeAsync(rows, columns, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or GuestOperationException or ApplianceException)
            {
                // The shell has ended.
            }
        }
    }
}
