using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using GuestCtl.Confining;
using GuestCtl.Qemu.Arguments;
using GuestCtl.SharedMemory;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Launch;

/// <summary>Connections that QEMU inherits: it opens nothing by its name in the host, and nobody else can connect.</summary>
[SupportedOSPlatform("linux")]
internal sealed class InheritedEnds : MachineEnds
{
    // Far from the numbers that drives get.
    private const int RootSetNumber = int.MaxValue;

    private readonly List<InheritedDescriptor> _descriptors = [];
    private readonly List<IDisposable> _given = [];
    private readonly SocketPair _qmp;
    private readonly SocketPair _channel;

    /// <summary>Opens the files, and makes the sockets.</summary>
    public InheritedEnds(VirtualMachineSpec spec)
    {
        _qmp = new SocketPair();
        _channel = new SocketPair();
        try
        {
            Names = new MachineNames
            {
                Qmp = Chardev.Inherited("qmp", Inherit(_qmp.Other)),
                Channel = Chardev.Inherited("channel", Inherit(_channel.Other)),
                Kernel = spec.Kernel is { } kernel ? OpenedAgain(kernel) : null,
                Initrd = spec.Initrd is { } initrd ? OpenedAgain(initrd) : null,
                RootSet = spec.RootImage is { } root ? new AddFd(Inherit(Given(Open(root))), RootSetNumber) : null,
                RootImage = spec.RootImage is null ? null : AddFd.PathOf(RootSetNumber),
                Memory = spec.Memory is { } memory ? PathOf(Inherit(memory.File)) : null,
                Rings = spec.Rings is { } rings ? PathOf(Inherit(rings.File)) : null,
                Network = spec.NetworkEnd is { } network ? Inherit(network) : null,
            };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override MachineNames Names { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<InheritedDescriptor> Descriptors => _descriptors;

    /// <inheritdoc/>
    public override void Started()
    {
        _given.ForEach(given => given.Dispose());
        _given.Clear();
        _qmp.Other.Dispose();
        _channel.Other.Dispose();
    }

    /// <inheritdoc/>
    public override Task<NetworkStream> AcceptQmpAsync(CancellationToken cancellationToken) => Task.FromResult(_qmp.TakeStream());

    /// <inheritdoc/>
    public override Task<NetworkStream> AcceptChannelAsync(CancellationToken cancellationToken) => Task.FromResult(_channel.TakeStream());

    /// <inheritdoc/>
    public override void Dispose()
    {
        Started();
        _qmp.Dispose();
        _channel.Dispose();
    }

    private static string PathOf(int descriptor) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LaunchException($"the appliance's file '{path}' cannot be read: {e.Message}", e);
        }
    }

    private int Inherit(SafeHandle handle, bool isOpenedAgain = false)
    {
        _descriptors.Add(new InheritedDescriptor(handle, isOpenedAgain));
        return InheritedDescriptor.First + _descriptors.Count - 1;
    }

    private T Given<T>(T given)
        where T : IDisposable
    {
        _given.Add(given);
        return given;
    }

    // QEMU reads a kernel by its name only. As another user it may open no file that is closed to others, but memory it may.
    private string OpenedAgain(string path)
    {
        var file = Given(Open(path));
        if (!ThrowawayUser.IsNeeded || File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead))
        {
            return PathOf(Inherit(file, isOpenedAgain: true));
        }

        return PathOf(Inherit(Given(SealedMemory.CopyOf(file)).File));
    }
}
