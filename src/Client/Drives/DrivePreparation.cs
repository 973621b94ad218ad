using System.Globalization;
using System.Text.Json.Nodes;
using GuestCtl.Launch;

namespace GuestCtl.Drives;

/// <summary>Turns a drive as the user asked for it into one that QEMU can be given. Opens nothing for writing.</summary>
internal static class DrivePreparation
{
    // An empty file would be no disk; libguestfs gives /dev/null this size too.
    private const long NullDeviceBytes = 4096;

    /// <summary>Prepares a drive.</summary>
    /// <param name="drive">A drive that has been validated.</param>
    /// <param name="target">Its number on the bus.</param>
    /// <param name="directory">Where its temporary files go.</param>
    /// <exception cref="DriveException">Its image cannot be used.</exception>
    public static PreparedDrive Prepare(Drive drive, int target, PrivateDirectory directory)
    {
        if (drive is { Protocol: "file", Filename: "/dev/null", ScratchSize: null })
            drive = drive with { ScratchSize = NullDeviceBytes };
        else if (IsEmptyDevice(drive))
            drive = drive with { ScratchSize = 0 };
        if (drive.ScratchSize is { } size)
            return PrepareScratch(drive, target, directory, size);
        return drive.Protocol == "file" ? PrepareLocal(drive, target, directory) : PrepareNetwork(drive, target, directory);
    }

    /// <summary>Finds out early, when a drive is added, whether its image can be used. Makes no files.</summary>
    /// <exception cref="DriveException">It cannot.</exception>
    public static void Examine(Drive drive)
    {
        if (drive.Protocol != "file")
        {
            ImageFormats.Check(drive.Format ?? "raw");
            ImageFormats.CheckRemote(drive);
        }
        else if (drive is { ScratchSize: null } and not { Filename: "/dev/null" } && !IsEmptyDevice(drive))
        {
            _ = ImageChain.Describe(drive, Options(drive));
        }
    }

    // /dev/zero and its like have no length, so libguestfs's drives of them have none either. Nobody needs to open one for that.
    private static bool IsEmptyDevice(Drive drive)
        => drive is { Protocol: "file", Readonly: true, ScratchSize: null } && HostFile.IsCharacterDevice(drive.Filename);

    private static PreparedDrive PrepareLocal(Drive drive, int target, PrivateDirectory directory)
    {
        var files = ImageFiles.ForDrive(target);
        try
        {
            return Finish(drive, target, directory, ImageChain.Describe(drive, files, Options(drive)), files);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    // QEMU cannot say what it would find, and our reader cannot reach there; so without a format the bytes are the disk.
    private static PreparedDrive PrepareNetwork(Drive drive, int target, PrivateDirectory directory)
    {
        Examine(drive);
        var options = Options(drive);
        var secret = drive.Secret is null ? null : string.Create(CultureInfo.InvariantCulture, $"hd{target}-secret");
        var image = BlockdevNode.Format(drive.Format ?? "raw", NetworkNode.Describe(drive, secret, options), null, options);
        var prepared = Finish(drive, target, directory, image, ImageFiles.ForDrive(target));
        return secret is null
            ? prepared
            : prepared with { Secrets = new Dictionary<string, byte[]> { [secret] = NetworkNode.SecretBytes(drive) } };
    }

    private static PreparedDrive PrepareScratch(Drive drive, int target, PrivateDirectory directory, long size)
    {
        var path = TemporaryPath(directory, "scratch", target);
        var files = ImageFiles.ForDrive(target);
        var file = files.Add(TemporaryImage.Create(path));
        RandomAccess.SetLength(file.Handle, size);
        // Nothing of it is kept, so a flush has no point; and what the guest frees need not take space on the host.
        var options = new NodeOptions { Unsafe = true, Unmap = true, Locking = false };
        return new PreparedDrive
        {
            Image = BlockdevNode.Format("raw", BlockdevNode.File(files.NameOf(file), isBlockDevice: false, options), null, options),
            Files = files,
            Serial = drive.Label,
            Blocksize = drive.Blocksize,
            TemporaryFiles = ImageFiles.AreHandedOver ? [] : [path],
            Disposable = true,
            Title = "a scratch drive",
        };
    }

    private static PreparedDrive Finish(Drive drive, int target, PrivateDirectory directory, JsonObject image, ImageFiles files) => new()
    {
        Image = image,
        Files = files,
        Overlay = drive.Readonly ? TemporaryPath(directory, "overlay", target) : null,
        CopyOnRead = drive.Copyonread,
        Serial = drive.Label,
        Blocksize = drive.Blocksize,
        Disposable = drive.Readonly,
        Title = drive.ToString(),
    };

    private static NodeOptions Options(Drive drive) => new()
    {
        ReadOnly = drive.Readonly,
        Unsafe = drive.Cachemode == "unsafe",
        Unmap = drive.Discard != "disable" && !drive.Readonly,
        // A read-only drive may belong to a running machine.
        Locking = !drive.Readonly,
    };

    private static string TemporaryPath(PrivateDirectory directory, string kind, int target) =>
        directory.FilePath(string.Create(CultureInfo.InvariantCulture, $"{kind}{target}-{Path.GetRandomFileName()}"));
}
