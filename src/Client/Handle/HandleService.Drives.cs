using System.Globalization;
using Grpc.Core;
using GuestCtl.Drives;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Handle;

internal sealed partial class HandleService
{
    public override async Task<Nothing> AddDrive(AddDriveRequest request, ServerCallContext context)
    {
        var protocol = request.HasProtocol ? GuestText.Decode(request.Protocol) : "file";
        var name = GuestText.Decode(request.Filename);
        var drive = new Drive
        {
            Filename = protocol == "file" ? settings.Locate("add_drive", name) : name,
            Readonly = request.ReadOnly,
            Format = request.HasFormat ? GuestText.Decode(request.Format) : null,
            Iface = request.HasIface ? GuestText.Decode(request.Iface) : null,
            Name = request.HasName ? GuestText.Decode(request.Name) : null,
            Label = request.HasLabel ? GuestText.Decode(request.Label) : null,
            Protocol = protocol,
            Server = [.. request.Server.Select(GuestText.Decode)],
            Username = request.HasUsername ? GuestText.Decode(request.Username) : null,
            Secret = request.HasSecret ? GuestText.Decode(request.Secret) : null,
            Cachemode = request.HasCacheMode ? GuestText.Decode(request.CacheMode) : "writeback",
            Discard = request.HasDiscard ? GuestText.Decode(request.Discard) : "disable",
            Copyonread = request.CopyOnRead,
            Blocksize = request.BlockSize,
        };
        await lifecycle.AddDriveAsync("add_drive", drive, context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    public override Task<Nothing> AddDriveRo(AddDriveRoRequest request, ServerCallContext context)
        => AddDrive(new AddDriveRequest { Filename = request.Filename, ReadOnly = true }, context);

    public override Task<Nothing> AddCdrom(AddCdromRequest request, ServerCallContext context)
        => AddDrive(new AddDriveRequest { Filename = request.Filename, ReadOnly = true }, context);

    public override Task<Nothing> AddDriveWithIf(AddDriveWithIfRequest request, ServerCallContext context)
        => AddDrive(new AddDriveRequest { Filename = request.Filename, Iface = request.Iface }, context);

    public override Task<Nothing> AddDriveRoWithIf(AddDriveRoWithIfRequest request, ServerCallContext context)
        => AddDrive(new AddDriveRequest { Filename = request.Filename, ReadOnly = true, Iface = request.Iface }, context);

    public override async Task<Nothing> AddDriveScratch(AddDriveScratchRequest request, ServerCallContext context)
    {
        if (request.Size <= 0)
        {
            throw new GuestOperationException("add_drive_scratch", $"a drive of {request.Size} bytes cannot be made: the size must be positive", Errno.EINVAL, reason: Reasons.ArgumentInvalid("size", request.Size.ToString(CultureInfo.InvariantCulture)));
        }

        var drive = new Drive
        {
            Filename = "",
            ScratchSize = request.Size,
            Format = "raw",
            Cachemode = "unsafe",
            Name = request.HasName ? GuestText.Decode(request.Name) : null,
            Label = request.HasLabel ? GuestText.Decode(request.Label) : null,
            Blocksize = request.BlockSize,
        };
        await lifecycle.AddDriveAsync("add_drive_scratch", drive, context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    public override async Task<Nothing> RemoveDrive(RemoveDriveRequest request, ServerCallContext context)
    {
        await lifecycle.RemoveDriveAsync(GuestText.Decode(request.Label), context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    public override Task<StringListReply> DebugDrives(NoArguments request, ServerCallContext context)
        => Task.FromResult(new StringListReply { Values = { lifecycle.Drives.Present.Select(d => Describe(d.Drive).ToGuestBytes()) } });

    public override Task<IntReply> MaxDisks(NoArguments request, ServerCallContext context) => Of(DriveTable.Maximum);

    public override Task<Nothing> Config(ConfigRequest request, ServerCallContext context)
    {
        var parameter = GuestText.Decode(request.HvParam);
        if (!parameter.StartsWith('-'))
        {
            throw new GuestOperationException("config", $"'{parameter}' is not a QEMU argument: it must begin with '-'", Errno.EINVAL);
        }

        settings.ExtraArguments.Add(parameter);
        if (request.HasHvValue)
        {
            settings.ExtraArguments.Add(GuestText.Decode(request.HvValue));
        }

        return Done();
    }

    // In libguestfs's form: what was asked for and is not the default.
    private static string Describe(Drive drive)
    {
        string?[] words =
        [
            drive.ScratchSize is { } size ? string.Create(CultureInfo.InvariantCulture, $"(scratch of {size} bytes)") : drive.Filename,
            drive.OvaDisk is { } disk ? string.Create(CultureInfo.InvariantCulture, $"disk={disk + 1}") : null,
            drive.Readonly ? "readonly" : null,
            Named("format", drive.Format),
            Named("protocol", drive.Protocol),
            Named("iface", drive.Iface),
            Named("name", drive.Name),
            Named("label", drive.Label),
            drive.Cachemode == "writeback" ? null : Named("cache", drive.Cachemode),
            drive.Discard == "disable" ? null : Named("discard", drive.Discard),
            drive.Copyonread ? "copyonread" : null,
            drive.Blocksize == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"blocksize={drive.Blocksize}"),
        ];
        return string.Join(' ', words.OfType<string>());

        static string? Named(string name, string? value) => value is null ? null : $"{name}={value}";
    }
}
