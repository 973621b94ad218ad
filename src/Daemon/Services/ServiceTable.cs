using GuestCtl.Daemon.Services.Archives;
using GuestCtl.Daemon.Services.Commands;
using GuestCtl.Daemon.Services.Control;
using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Services.Mounts;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;
using Api = GuestCtl.Protocol.Api;
using Internal = GuestCtl.Protocol.Internal;

namespace GuestCtl.Daemon.Services;

/// <summary>All services of the daemon.</summary>
internal static class ServiceTable
{
    public static FrameServiceBinder Create()
    {
        var binder = new FrameServiceBinder();
        var root = new GuestRoot();
        Internal.Control.BindService(binder, new ControlService());
        Api.Commands.BindService(binder, new CommandsService());
        Api.Files.BindService(binder, new FilesService(root));
        Api.Archives.BindService(binder, new ArchivesService(root));
        Api.Mounts.BindService(binder, new MountsService(root));
        return binder;
    }
}
