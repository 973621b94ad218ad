using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

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

    /// <summary>Makes saving and restoring leave out memory that is in a file.</summary>
    public static async Task IgnoreSharedMemoryAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        await qmp.ExecuteAsync(
            "migrate-set-capabilities",
            new JsonObject { ["capabilities"] = new JsonArray(new JsonObject { ["capability"] = "x-ignore-shared", ["state"] = true }) },
            cancellation: cancellation).ConfigureAwait(false);

    /// <summary>Lets the state go as fast as it can; the default is made for networks.</summary>
    public static async Task SetMigrationBandwidthAsync(this QmpClient qmp, long bytesPerSecond, CancellationToken cancellation = default) =>
        await qmp.ExecuteAsync("migrate-set-parameters", new JsonObject { ["max-bandwidth"] = bytesPerSecond }, cancellation: cancellation)
            .ConfigureAwait(false);

    /// <summary>Hands a descriptor to QEMU under a name, until something takes it. Linux only.</summary>
    public static Task GetFdAsync(this QmpClient qmp, string name, SafeFileHandle file, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("getfd", new JsonObject { ["fdname"] = name }, file: file, cancellation: cancellation);

    /// <summary>Starts to write the machine's state.</summary>
    public static Task MigrateAsync(this QmpClient qmp, string uri, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("migrate", new JsonObject { ["uri"] = uri }, cancellation: cancellation);

    /// <summary>Starts to wait for the state of a machine.</summary>
    public static Task MigrateIncomingAsync(this QmpClient qmp, string uri, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("migrate-incoming", new JsonObject { ["uri"] = uri }, cancellation: cancellation);

    /// <summary>How far writing the state is, such as <c>active</c>, <c>completed</c> or <c>failed</c>.</summary>
    public static async Task<string> QueryMigrateAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        (await qmp.ExecuteAsync("query-migrate", cancellation: cancellation).ConfigureAwait(false)).TryGetProperty("status", out var status)
            ? status.GetString() ?? ""
            : "";

    /// <summary>The guest's physical address of a memory module; null if it is not there.</summary>
    public static async Task<ulong?> QueryMemoryModuleAsync(this QmpClient qmp, string id, CancellationToken cancellation = default)
    {
        var devices = await qmp.ExecuteAsync("query-memory-devices", cancellation: cancellation).ConfigureAwait(false);
        foreach (var device in devices.EnumerateArray())
        {
            var data = device.GetProperty("data");
            if (data.TryGetProperty("id", out var name) && name.GetString() == id)
                return data.GetProperty("addr").GetUInt64();
        }
        return null;
    }

    /// <summary>Ends QEMU, which flushes and closes the drives first.</summary>
    public static Task QuitAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("quit", cancellation: cancellation);
}
