using System.Globalization;
using GuestCtl.Confining;

namespace GuestCtl.Qemu;

/// <summary>A QEMU system emulator on this host, and what it is able to do.</summary>
internal sealed record QemuBinary
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Size of the file in bytes; with the time it tells when the binary was replaced.</summary>
    public required long Size { get; init; }

    /// <summary>When the file was last changed.</summary>
    public required DateTime ModifiedUtc { get; init; }

    /// <summary>What <c>--version</c> said.</summary>
    public required QemuVersion Version { get; init; }

    /// <summary>Whether it was built with <c>-sandbox</c>.</summary>
    public required bool HasSandbox { get; init; }

    /// <summary>The files that it must be able to open. <value>Default: none are known.</value></summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>Why it must see the host as the user does. <value>Default: null, it need not.</value></summary>
    public string? WhyOpen { get; init; }

    /// <summary>A text that changes when the binary does; part of every cache key that depends on QEMU.</summary>
    public string Identity => IdentityOf(Path, Size, ModifiedUtc) + "|" + Version;

    /// <summary>The part of <see cref="Identity"/> that needs no run of the binary.</summary>
    internal static string IdentityOf(string path, long size, DateTime modifiedUtc) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}|{size}|{modifiedUtc.Ticks}");
}
