namespace GuestCtl.Qemu.Qmp;

/// <summary>The commands about the whole machine.</summary>
internal static class QmpMachineCommands
{
    /// <summary>The run state, such as <c>running</c>, <c>paused</c>, <c>prelaunch</c> or <c>io-error</c>.</summary>
    public static async Task<string> QueryStatusAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        (await qmp.ExecuteAsync("query-status", cancellation: cancellation).ConfigureAwait(false)).GetProperty("status").GetString() ?? "";

    /// <summary>Starts the virtual processors.</summary>
    public static Task ContinueAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("cont", cancellation: cancellation);

    /// <summary>Stops the virtual processors.</summary>
    public static Task StopAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("stop", cancellation: cancellation);

    /// <summary>Ends QEMU, which flushes and closes the drives first.</summary>
    public static Task QuitAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("quit", cancellation: cancellation);
}
