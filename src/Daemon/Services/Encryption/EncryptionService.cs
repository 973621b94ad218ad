using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Tools;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Encryption;

/// <summary>Encrypted devices: LUKS, and what else cryptsetup opens.</summary>
internal sealed class EncryptionService : Protocol.Api.Encryption.EncryptionBase
{
    public override Task<Nothing> LuksFormat(LuksFormatRequest request, ServerCallContext context)
        => FormatAsync(request.Device, request.Key, request.Keyslot, null, context);

    public override Task<Nothing> LuksFormatCipher(LuksFormatCipherRequest request, ServerCallContext context)
        => FormatAsync(request.Device, request.Key, request.Keyslot, GuestText.Decode(request.Cipher), context);

    public override async Task<Nothing> LuksAddKey(LuksAddKeyRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var key = new KeyFile(request.Key);
        using var newKey = new KeyFile(request.NewKey);
        await CryptsetupTool.RunAsync(
            device.Path, context.CancellationToken, "luksAddKey", "--key-file", key.Path, "--key-slot", Slot(request.Keyslot), "--", device.Path, newKey.Path);
        return new Nothing();
    }

    public override async Task<Nothing> LuksKillSlot(LuksKillSlotRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var key = new KeyFile(request.Key);
        await CryptsetupTool.RunAsync(
            device.Path, context.CancellationToken, "luksKillSlot", "--key-file", key.Path, "--", device.Path, Slot(request.Keyslot));
        return new Nothing();
    }

    public override async Task<StringReply> LuksUuid(LuksUuidRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        return await Reply.Of((await CryptsetupTool.RunAsync(device.Path, context.CancellationToken, "luksUUID", "--", device.Path)).TrimEnd('\n'));
    }

    public override async Task<Nothing> CryptsetupOpen(CryptsetupOpenRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var type = request.HasCryptType ? GuestText.Decode(request.CryptType) : await TypeOfAsync(device, context.CancellationToken);
        return await OpenAsync(device, request.Key, request.Mapname, type, request.ReadOnly, request.HasCipher ? GuestText.Decode(request.Cipher) : null, context);
    }

    public override Task<Nothing> LuksOpen(LuksOpenRequest request, ServerCallContext context)
        => OpenAsync(BlockDevice.Parse(request.Device), request.Key, request.Mapname, "luks", false, null, context);

    public override Task<Nothing> LuksOpenRo(LuksOpenRoRequest request, ServerCallContext context)
        => OpenAsync(BlockDevice.Parse(request.Device), request.Key, request.Mapname, "luks", true, null, context);

    public override Task<Nothing> CryptsetupClose(CryptsetupCloseRequest request, ServerCallContext context) => CloseAsync(request.Device, context);

    public override Task<Nothing> LuksClose(LuksCloseRequest request, ServerCallContext context) => CloseAsync(request.Device, context);

    public override async Task<Nothing> ClevisLuksUnlock(ClevisLuksUnlockRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        await Tool.RunAsync("clevis-luks-unlock", ["-d", device.Path, "-n", MappingName.Parse(request.Mapname)], context.CancellationToken);
        VolumeAssembly.NoteMapped(MappingName.Parse(request.Mapname));
        return new Nothing();
    }

    private static async Task<Nothing> FormatAsync(ByteString argument, ByteString key, int slot, string? cipher, ServerCallContext context)
    {
        var device = BlockDevice.Parse(argument);
        using var file = new KeyFile(key);
        await CryptsetupTool.RunAsync(
            device.Path, context.CancellationToken, ["luksFormat", .. Option("--cipher", cipher), "--key-slot", Slot(slot), "--key-file", file.Path, "--", device.Path]);
        using var opened = device.Open(OpenFlags.ReadOnly);
        PartitionScan.Follow(device, opened);
        return new Nothing();
    }

    private static async Task<Nothing> OpenAsync(
        BlockDevice device, ByteString key, ByteString mapname, string type, bool readOnly, string? cipher, ServerCallContext context)
    {
        var name = MappingName.Parse(mapname);
        using var file = new KeyFile(key);
        string[] flags = readOnly ? ["--readonly"] : [];
        await CryptsetupTool.RunAsync(
            device.Path, context.CancellationToken, ["open", .. flags, .. Option("--type", type), .. Option("--cipher", cipher), "--key-file", file.Path, "--", device.Path, name]);
        VolumeAssembly.NoteMapped(name);
        return new Nothing();
    }

    private static async Task<Nothing> CloseAsync(ByteString argument, ServerCallContext context)
    {
        var device = BlockDevice.Parse(argument);
        await VolumeRelease.FromDeviceAsync(device.KernelName, context.CancellationToken);
        await CryptsetupTool.RunAsync(device.Path, context.CancellationToken, "close", "--", MappingName.Of(device));
        return new Nothing();
    }

    private static async Task<string> TypeOfAsync(BlockDevice device, CancellationToken cancellationToken)
        => await BlkidTool.ValueAsync(device.Path, "TYPE", cancellationToken) switch
        {
            "crypto_LUKS" => "luks",
            "BitLocker" => "bitlk",
            var other => throw OperationFailedException.Invalid(
                $"{device.Path}: there is {(other.Length > 0 ? other : "nothing known")} on it, which is not encrypted; give crypttype if it is after all", Reasons.NotEncrypted(device.Path, other)),
        };

    // As one word, so that a value that begins with a dash is no option.
    private static string[] Option(string name, string? value) => value switch
    {
        null => [],
        _ when value.Length > 0 && Tool.IsText(value) => [$"{name}={value}"],
        _ => throw OperationFailedException.Invalid($"'{value}' cannot be a value of {name[2..]}"),
    };

    private static string Slot(int slot)
        => slot >= 0 ? slot.ToString(CultureInfo.InvariantCulture) : throw OperationFailedException.Invalid($"key slot {slot}: the number must be 0 or more");
}
