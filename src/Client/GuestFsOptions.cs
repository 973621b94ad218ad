using GuestCtl.Events;
using Microsoft.Extensions.Logging;

namespace GuestCtl;

/// <summary>What a handle is created with. All of it has a sensible default.</summary>
public sealed class GuestFsOptions
{
    /// <summary>Where log messages go.</summary>
    /// <value>Default: null, nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Told of the progress of long calls.</summary>
    /// <value>Default: null.</value>
    public IProgress<GuestProgress>? Progress { get; init; }

    /// <summary>Told of the steps of building the appliance, which happens once for each user.</summary>
    /// <value>Default: null.</value>
    public IProgress<Appliances.ApplianceProgress>? ApplianceProgress { get; init; }

    /// <summary>Whether the environment variables LIBGUESTFS_DEBUG, LIBGUESTFS_MEMSIZE and their like set the handle's properties.</summary>
    /// <value>Default: true.</value>
    public bool UseEnvironment { get; init; } = true;

    /// <summary>Whether disk images may refer to other files of the host: a backing file, an external data file, an extent.
    /// An image from a stranger could name any file that the user may read. Without it they are refused, whatever format is given.
    /// The environment variable GUESTCTL_ALLOW_REFERENCED_FILES=1 and the backend setting allow_referenced_files allow it, too.</summary>
    /// <value>Default: false.</value>
    public bool AllowReferencedFiles { get; init; }

    /// <summary>The most memory in bytes that one returned value may take: the content of a file, a list of names or structures. A call whose value
    /// takes more fails with EMSGSIZE, and the handle stays usable. Bytes and text count as they are in the guest, and each element of a list
    /// counts some tens of bytes more, for the object that it becomes. For a moment the process may take about three times as much, because text
    /// has two bytes for each character here and buffers grow by being copied. What goes to a file or a stream is not limited.
    /// The backend setting <c>max_reply_bytes=N</c> goes first.</summary>
    /// <value>Default: 256 MiB. That is enough for the names of two million files, and a computer with 2 GiB survives it.</value>
    public long MaxReplyBytes { get; init; } = 256L << 20;

    /// <summary>Whether a launch restores a saved appliance instead of booting one. The backend setting <c>warm_start=off</c> turns it off too.</summary>
    /// <value>Default: true. It is never done where the system cannot, with QEMU arguments of the caller's own, or when verbose.</value>
    public bool WarmStart { get; init; } = true;

    /// <summary>Whether a launch fails when this host cannot confine QEMU in every way that GuestCtl knows. The backend setting
    /// <c>confinement=require</c> asks for that too; <c>guestctl doctor</c> shows what is missing.</summary>
    /// <value>Default: <see cref="Confinement.Best"/>.</value>
    public Confinement Confinement { get; init; } = Confinement.Best;

    /// <summary>How long the appliance may take to answer for the first time.</summary>
    /// <value>Default: 3 minutes, enough for software emulation on a busy machine.</value>
    public TimeSpan LaunchTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long nothing may come from the appliance while calls are open. Its daemon answers the library's pings also while all calls
    /// wait for a disk or a program, so this ends no long call: only a machine that has stopped. The handle is lost then, and QEMU is ended. QEMU's
    /// own answers are waited for as long, and for a minute at most.
    /// The backend setting <c>unresponsive_timeout=SECONDS</c> comes before it.</summary>
    /// <value>Default: 1 minute. The time that the host or this process is suspended does not count.
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan UnresponsiveTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The daemon that runs in the appliance.</summary>
    /// <value>Default: null, guestctld beside the program.</value>
    public string? DaemonPath { get; init; }

    /// <summary>What the guest's clock is set to. A test can make a template of another year.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Answers in the place of an appliance, without a launch. A test can play a hostile one.</summary>
    internal Grpc.Core.CallInvoker? Appliance { get; init; }
}
