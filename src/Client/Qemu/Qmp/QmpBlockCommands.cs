using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Qemu.Qmp;

/// <summary>The commands about block nodes and the secrets they use.</summary>
internal static class QmpBlockCommands
{
    /// <summary>Opens a block node.</summary>
    public static Task BlockdevAddAsync(this QmpClient qmp, JsonObject node, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("blockdev-add", node, cancellation: cancellation);

    /// <summary>Closes a block node that nothing uses.</summary>
    public static Task BlockdevDelAsync(this QmpClient qmp, string nodeName, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("blockdev-del", new JsonObject { ["node-name"] = nodeName }, cancellation: cancellation);

    /// <summary>The block devices of the machine, in QEMU's own form.</summary>
    public static Task<JsonElement> QueryBlockAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("query-block", cancellation: cancellation);

    /// <summary>The names of all block nodes.</summary>
    public static async Task<IReadOnlyList<string>> QueryNamedBlockNodesAsync(this QmpClient qmp, CancellationToken cancellation = default) =>
        [.. (await QueryNodesAsync(qmp, cancellation).ConfigureAwait(false)).Select(node => node.GetProperty("node-name").GetString() ?? "")];

    /// <summary>The size in bytes that the guest would see of a node.</summary>
    public static async Task<long> VirtualSizeAsync(this QmpClient qmp, string nodeName, CancellationToken cancellation = default)
    {
        foreach (var node in await QueryNodesAsync(qmp, cancellation).ConfigureAwait(false))
        {
            if (node.GetProperty("node-name").GetString() == nodeName)
                return node.GetProperty("image").GetProperty("virtual-size").GetInt64();
        }
        throw new QmpException("query-named-block-nodes", "DeviceNotFound", $"there is no block node '{nodeName}'");
    }

    /// <summary>Hands a secret to QEMU where no process list shows it.</summary>
    public static Task AddSecretAsync(this QmpClient qmp, string id, byte[] secret, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("object-add", new JsonObject
        {
            ["qom-type"] = "secret", ["id"] = id, ["format"] = "base64", ["data"] = Convert.ToBase64String(secret),
        }, cancellation: cancellation);

    /// <summary>Takes an object, such as a secret, away again.</summary>
    public static Task ObjectDelAsync(this QmpClient qmp, string id, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("object-del", new JsonObject { ["id"] = id }, cancellation: cancellation);

    /// <summary>Hands an open file to QEMU, which finds it as <c>/dev/fdset/N</c>. Linux only.</summary>
    /// <param name="qmp">The connection.</param>
    /// <param name="set">The number of the set.</param>
    /// <param name="file">The file; QEMU gets a descriptor of its own.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public static Task AddFdAsync(this QmpClient qmp, long set, SafeFileHandle file, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("add-fd", new JsonObject { ["fdset-id"] = set }, file: file, cancellation: cancellation);

    /// <summary>Has QEMU close the descriptors of a set. Nodes that were opened by it keep theirs.</summary>
    public static async Task RemoveFdAsync(this QmpClient qmp, long set, CancellationToken cancellation = default)
    {
        try
        {
            await qmp.ExecuteAsync("remove-fd", new JsonObject { ["fdset-id"] = set }, cancellation: cancellation).ConfigureAwait(false);
        }
        catch (QmpException)
        {
            // It never came to be, or went with its last descriptor.
        }
    }

    // "flat" leaves out the backing chains below each node, which are listed as nodes of their own anyway.
    private static async Task<IReadOnlyList<JsonElement>> QueryNodesAsync(QmpClient qmp, CancellationToken cancellation) =>
        [.. (await qmp.ExecuteAsync("query-named-block-nodes", new JsonObject { ["flat"] = true }, cancellation: cancellation)
            .ConfigureAwait(false)).EnumerateArray()];
}
