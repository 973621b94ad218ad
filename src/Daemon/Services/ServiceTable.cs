using GuestCtl.Daemon.Engines;
using GuestCtl.Daemon.Services.Archives;
using GuestCtl.Daemon.Services.Attributes;
using GuestCtl.Daemon.Services.Btrfs;
using GuestCtl.Daemon.Services.Checksums;
using GuestCtl.Daemon.Services.Commands;
using GuestCtl.Daemon.Services.Consoles;
using GuestCtl.Daemon.Services.Control;
using GuestCtl.Daemon.Services.Devices;
using GuestCtl.Daemon.Services.Encryption;
using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Services.Inotify;
using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Lvm;
using GuestCtl.Daemon.Services.Md;
using GuestCtl.Daemon.Services.Mounts;
using GuestCtl.Daemon.Services.Partitions;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire.Rings;
using Api = GuestCtl.Protocol.Api;
using Internal = GuestCtl.Protocol.Internal;

namespace GuestCtl.Daemon.Services;

/// <summary>All services of the daemon.</summary>
internal static class ServiceTable
{
    /// <param name="transport">The way to the host.</param>
    public static FrameServiceBinder Create(RingTransport transport)
    {
        var binder = new FrameServiceBinder();
        var root = new GuestRoot();
        var console = new ConsoleService();
        Internal.Control.BindService(binder, new ControlService(transport, console));
        Internal.Console.BindService(binder, console);
        Api.Archives.BindService(binder, new ArchivesService(root));
        Api.Attributes.BindService(binder, new AttributesService(root));
        Api.Augeas.BindService(new EngineMethods(binder, Engine.Augeas), null);
        Api.Btrfs.BindService(binder, new BtrfsService(root));
        Api.Checksums.BindService(binder, new ChecksumsService(root));
        Api.Commands.BindService(binder, new CommandsService(root));
        Api.Devices.BindService(binder, new DevicesService(root));
        Api.Encryption.BindService(binder, new EncryptionService());
        Api.Files.BindService(binder, new FilesService(root));
        Api.Filesystems.BindService(binder, new FilesystemsService(root));
        Api.Hivex.BindService(new EngineMethods(binder, Engine.Hivex), null);
        Api.Inotify.BindService(binder, new InotifyService(root));
        Api.Inspection.BindService(binder, new InspectionService(root));
        Api.Journal.BindService(new EngineMethods(binder, Engine.Journal), null);
        Api.Lvm.BindService(binder, new LvmService());
        Api.Md.BindService(binder, new MdService());
        Api.Mounts.BindService(binder, new MountsService(root));
        Api.Partitions.BindService(binder, new PartitionsService());
        return binder;
    }
}
