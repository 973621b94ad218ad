namespace GuestCtl.Qemu.Arguments;

/// <summary>A switch without choices for us.</summary>
internal sealed record Flag : IQemuArgument
{
    private readonly string[] _words;

    private Flag(params string[] words) => _words = words;

    /// <summary>No devices but the ones that are named: no floppy, no CD drive, no card.</summary>
    public static Flag Nodefaults { get; } = new("-nodefaults");

    /// <summary>Nothing from the user's QEMU configuration files.</summary>
    public static Flag NoUserConfig { get; } = new("-no-user-config");

    /// <summary>A guest that resets, as after a panic, ends QEMU.</summary>
    public static Flag NoReboot { get; } = new("-no-reboot");

    /// <summary>No window.</summary>
    public static Flag DisplayNone { get; } = new("-display", "none");

    /// <summary>The virtual processors wait for QMP's <c>cont</c>.</summary>
    public static Flag Stopped { get; } = new("-S");

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments) => arguments.AddRange(_words);
}
