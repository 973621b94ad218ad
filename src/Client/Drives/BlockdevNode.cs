using System.Text.Json.Nodes;

namespace GuestCtl.Drives;

/// <summary>Composes the JSON of block nodes. Every member that could make QEMU look for itself is given.</summary>
internal static class BlockdevNode
{
    private static readonly HashSet<string> WithBacking = ["qcow2", "qcow", "qed", "vmdk"];

    /// <summary>A file or block device of the host.</summary>
    /// <param name="name">The name by which QEMU finds it: its path, or that of a set of descriptors.</param>
    /// <param name="isBlockDevice">Whether it is a device, which the driver for files refuses.</param>
    /// <param name="options">How it is used.</param>
    public static JsonObject File(string name, bool isBlockDevice, NodeOptions options) => Apply(new JsonObject
    {
        ["driver"] = isBlockDevice ? "host_device" : "file",
        ["filename"] = name,
        // A read-only drive may be in use by a running machine: its lock must neither stop us nor be taken by us.
        ["locking"] = options.Locking ? "auto" : "off",
    }, options);

    /// <summary>An image format on top of a node.</summary>
    /// <param name="format">QEMU's name of it.</param>
    /// <param name="file">The node below.</param>
    /// <param name="backing">The backing image; null says that there is none, whatever the header says.</param>
    /// <param name="options">How it is used.</param>
    public static JsonObject Format(string format, JsonObject file, JsonObject? backing, NodeOptions options)
    {
        var node = new JsonObject { ["driver"] = format, ["file"] = file };
        if (WithBacking.Contains(format))
            node["backing"] = backing;
        return Apply(node, options);
    }

    /// <summary>A private overlay that takes the writes to a read-only drive. What is in it need not survive a crash.</summary>
    public static JsonObject Overlay(string nodeName, string name, string backingNode)
    {
        var options = new NodeOptions { Unsafe = true, Unmap = true, Locking = false };
        var node = Format("qcow2", File(name, isBlockDevice: false, options), null, options);
        node["node-name"] = nodeName;
        node["backing"] = backingNode;
        return node;
    }

    /// <summary>Adds what every node has.</summary>
    public static JsonObject Apply(JsonObject node, NodeOptions options)
    {
        node["read-only"] = options.ReadOnly;
        node["cache"] = new JsonObject { ["direct"] = false, ["no-flush"] = options.Unsafe };
        node["discard"] = options.Unmap ? "unmap" : "ignore";
        if (options.Unmap)
            node["detect-zeroes"] = "unmap";
        return node;
    }
}
