using System.Runtime.InteropServices;
using GuestCtl.Networking;
using GuestCtl.Qemu;
using GuestCtl.SharedMemory;

namespace GuestCtl.Launch;

/// <summary>The machine to start.</summary>
internal sealed record VirtualMachineSpec
{
    /// <summary>The emulator.</summary>
    public required QemuBinary Qemu { get; init; }

    /// <summary>What runs the guest's instructions.</summary>
    public required Accelerator Accel { get; init; }

    /// <summary>The handle's own directories.</summary>
    public required PrivateDirectory Dir { get; init; }

    /// <summary>The board. Not <c>microvm</c>: it has no hotplug, and its <c>vmgenid</c> does nothing. <value>Default: <c>q35</c>.</value></summary>
    public string MachineType { get; init; } = "q35";

    /// <summary>The kernel's file. <value>Default: none; the firmware then finds nothing to boot, which tests use.</value></summary>
    public string? Kernel { get; init; }

    /// <summary>The initrd's file. <value>Default: none.</value></summary>
    public string? Initrd { get; init; }

    /// <summary>The appliance's read-only root file system. <value>Default: none.</value></summary>
    public string? RootImage { get; init; }

    /// <summary>The user's own words for the kernel. <value>Default: none.</value></summary>
    public string? Append { get; init; }

    /// <summary>The guest's memory in MiB. <value>Default: 768.</value></summary>
    public int MemoryMiB { get; init; } = 768;

    /// <summary>Memory in a file of this process's that is the guest's, for warm start. <value>Default: none.</value></summary>
    public SealedMemory? Memory { get; init; }

    /// <summary>Whether what the guest writes reaches <see cref="Memory"/>. <value>Default: false.</value></summary>
    public bool MemoryShare { get; init; }

    /// <summary>Whether the guest gets memory that it shares with this process. <value>Default: true, where the system has such memory.</value></summary>
    public bool SharesRings { get; init; } = SealedMemory.IsSupported;

    /// <summary>The memory that the guest shares with this process. <value>Default: none.</value></summary>
    public SealedMemory? Rings { get; init; }

    /// <summary>Virtual processors. <value>Default: 1; under emulation more make calls slower.</value></summary>
    public int Vcpus { get; init; } = 1;

    /// <summary>Whether the guest has a network. <value>Default: false.</value></summary>
    public bool Network { get; init; }

    /// <summary>The end of the guest's network that is QEMU's. <value>Default: none, QEMU uses sockets of its own.</value></summary>
    public SafeHandle? NetworkEnd { get; init; }

    /// <summary>What the drives need that are reached over the network. <value>Default: null, there are none.</value></summary>
    public RemoteDrives? RemoteDrives { get; init; }

    /// <summary>Whether the kernel talks on the console. <value>Default: false.</value></summary>
    public bool Verbose { get; init; }

    /// <summary>Whether QEMU waits for QMP's <c>cont</c> before the first instruction. <value>Default: false.</value></summary>
    public bool Stopped { get; init; }

    /// <summary>Further QEMU arguments, such as the user's own or <c>-incoming</c>. <value>Default: none.</value></summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    /// <summary>How the process is started.</summary>
    public QemuProcessOptions Process { get; init; } = new();

    /// <summary>How long QEMU may take to connect to us. <value>Default: 90 seconds, for hosts under heavy load.</value></summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
