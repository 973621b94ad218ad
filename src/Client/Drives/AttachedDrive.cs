using System.Text.Json.Nodes;
using GuestCtl.Confining;
using GuestCtl.Launch;
using GuestCtl.Qemu.Qmp;

namespace GuestCtl.Drives;

/// <summary>The nodes, secrets and device that one drive is in QEMU, and the order in which they come and go.</summary>
/// <param name="qmp">The way to QEMU.</param>
/// <param name="limit">How much QEMU may write; null for no limit.</param>
/// <param name="drive">What was asked for.</param>
/// <param name="target">Its number on the bus.</param>
internal sealed class AttachedDrive(QmpClient qmp, FileSizeLimit? limit, PreparedDrive drive, int target)
{
    private readonly Stack<string> _secrets = new();
    private readonly Stack<string> _nodes = new();
    private readonly Stack<long> _sets = new();
    private bool _plugged;

    /// <summary>What was asked for.</summary>
    public PreparedDrive Drive => drive;

    /// <summary>The node that the disk reads.</summary>
    public string TopNode => _nodes.Peek();

    private string DeviceId => $"hd{target}";

    /// <summary>Opens the image.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        foreach (var (id, secret) in drive.Secrets)
        {
            await qmp.AddSecretAsync(id, secret, cancellation).ConfigureAwait(false);
            _secrets.Push(id);
        }
        var imageNode = DeviceId + "-image";
        var image = (JsonObject)drive.Image.DeepClone();
        image["node-name"] = imageNode;
        if (drive.Overlay is null)
            limit?.Allow(FileGrowth.MostOf(image, drive.Files));
        foreach (var (set, file) in drive.Files.Sets)
            await HandOverAsync(set, file, cancellation).ConfigureAwait(false);
        await AddNodeAsync(image, cancellation).ConfigureAwait(false);
        await ForgetSetsAsync(cancellation).ConfigureAwait(false);
        // QEMU has it open. Our own descriptors would keep its locks beyond its end.
        if (!OperatingSystem.IsWindows())
            drive.Dispose();
        if (drive.Overlay is { } overlay)
            await AddOverlayAsync(overlay, imageNode, cancellation).ConfigureAwait(false);
        if (drive.CopyOnRead)
            await AddNodeAsync(CopyOnRead(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Plugs the disk in.</summary>
    public async Task PlugAsync(CancellationToken cancellation)
    {
        await qmp.DeviceAddAsync(Disk(), cancellation).ConfigureAwait(false);
        _plugged = true;
    }

    /// <summary>Unplugs the disk and closes the image.</summary>
    public async Task DetachAsync(CancellationToken cancellation)
    {
        if (_plugged)
            await qmp.DeviceDelAsync(DeviceId, cancellation).ConfigureAwait(false);
        _plugged = false;
        for (; _nodes.Count > 0; _nodes.Pop())
            await qmp.BlockdevDelAsync(_nodes.Peek(), cancellation).ConfigureAwait(false);
        await ForgetSetsAsync(cancellation).ConfigureAwait(false);
        for (; _secrets.Count > 0; _secrets.Pop())
            await qmp.ObjectDelAsync(_secrets.Peek(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes back a half-done attachment. The cause of that is what the caller reports, so a failure here is not.</summary>
    public async Task UndoAsync()
    {
        try
        {
            await DetachAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is QmpException or QmpConnectionException or TimeoutException)
        {
            // What is left goes with QEMU.
        }
    }

    private async Task AddNodeAsync(JsonObject node, CancellationToken cancellation)
    {
        await qmp.BlockdevAddAsync(node, cancellation).ConfigureAwait(false);
        _nodes.Push(node["node-name"]!.GetValue<string>());
    }

    private async Task HandOverAsync(long set, OpenedFile file, CancellationToken cancellation)
    {
        _sets.Push(set);
        await qmp.AddFdAsync(set, file.Handle, cancellation).ConfigureAwait(false);
    }

    // A node has a descriptor of its own. What stays in a set would stay open, with its locks, when the node is closed.
    private async Task ForgetSetsAsync(CancellationToken cancellation)
    {
        for (; _sets.Count > 0; _sets.Pop())
            await qmp.RemoveFdAsync(_sets.Peek(), cancellation).ConfigureAwait(false);
    }

    private async Task AddOverlayAsync(string path, string imageNode, CancellationToken cancellation)
    {
        var size = await qmp.VirtualSizeAsync(imageNode, cancellation).ConfigureAwait(false);
        using var files = ImageFiles.ForDrive(target);
        var file = files.Add(TemporaryImage.Create(path));
        try
        {
            EmptyQcow2.Write(file.Handle, size);
            limit?.Allow(FileGrowth.MostOf(0, size));
            foreach (var (set, _) in files.Sets)
                await HandOverAsync(set, file, cancellation).ConfigureAwait(false);
            await AddNodeAsync(BlockdevNode.Overlay(DeviceId + "-overlay", files.NameOf(file), imageNode), cancellation).ConfigureAwait(false);
            await ForgetSetsAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
        }
    }

    private JsonObject CopyOnRead() => new()
    {
        ["driver"] = "copy-on-read", ["node-name"] = DeviceId + "-cor", ["file"] = TopNode,
    };

    private JsonObject Disk()
    {
        var disk = new JsonObject
        {
            ["driver"] = "scsi-hd",
            ["id"] = DeviceId,
            ["bus"] = VirtualMachineCommandLine.ScsiController + ".0",
            ["scsi-id"] = target,
            ["lun"] = 0,
            ["drive"] = TopNode,
            // A full or failing disk is the guest's to hear of; QEMU's default would pause the machine, and every call would hang.
            ["werror"] = "report",
            ["rerror"] = "report",
        };
        if (drive.Serial is not null)
            disk["serial"] = drive.Serial;
        else
            // The guest's programs find it in /dev/disk/by-id, under the same name as in libguestfs. A serial number takes its place.
            disk["device_id"] = DeviceId;
        if (drive.Blocksize != 0)
        {
            disk["logical_block_size"] = drive.Blocksize;
            disk["physical_block_size"] = drive.Blocksize;
        }
        return disk;
    }
}
