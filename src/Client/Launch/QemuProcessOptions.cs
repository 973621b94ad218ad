using GuestCtl.Confining;
using GuestCtl.Networking;
using GuestCtl.Qemu;

namespace GuestCtl.Launch;

/// <summary>How a QEMU process is started.</summary>
internal sealed record QemuProcessOptions
{
    /// <summary>
    /// Puts QEMU into a session of its own, so that Ctrl-C on the terminal does not reach it (libguestfs's <c>pgroup</c>).
    /// <value>Default: false, so that Ctrl-C ends both.</value>
    /// </summary>
    public bool OwnProcessGroup { get; init; }

    /// <summary>Called with each chunk of the guest's console, on a reading thread. <value>Default: none.</value></summary>
    public Action<ReadOnlyMemory<byte>>? ConsoleOutput { get; init; }

    /// <summary>Called with each chunk of QEMU's own messages. <value>Default: none.</value></summary>
    public Action<ReadOnlyMemory<byte>>? ErrorOutput { get; init; }

    /// <summary>What is known of the program's own files. <value>Default: nothing, so that it must be let open what it likes.</value></summary>
    public QemuBinary? Binary { get; init; }

    /// <summary>What starts it in confinement. <value>Default: one that takes what it can get.</value></summary>
    public Confiner? Confiner { get; init; }

    /// <summary>What it inherits as descriptors 3, 4 and so on. Linux only. <value>Default: nothing.</value></summary>
    public IReadOnlyList<InheritedDescriptor> Descriptors { get; init; } = [];

    /// <summary>Why it carries the guest's network itself. <value>Default: null, it need not.</value></summary>
    public string? WhyNetwork { get; init; }

    /// <summary>What the drives need that are reached over the network. <value>Default: null, there are none.</value></summary>
    public RemoteDrives? RemoteDrives { get; init; }

    /// <summary>Whether it uses <c>/dev/kvm</c>. <value>Default: false.</value></summary>
    public bool UsesKvm { get; init; }

    /// <summary>Why it must open files by name as the user does. <value>Default: null, it need not.</value></summary>
    public string? WhyOpen { get; init; }
}
