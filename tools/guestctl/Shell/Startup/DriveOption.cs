namespace GuestCtl.Cli.Shell.Startup;

/// <summary>A disk that was named on the command line.</summary>
internal abstract record DriveOption
{
    /// <summary>-a with a file.</summary>
    internal sealed record Image(string Path, string? Format, int? BlockSize) : DriveOption;

    /// <summary>-a with the address of a disk elsewhere.</summary>
    internal sealed record Remote(DriveAddress Address, string? Format, int? BlockSize) : DriveOption;

    /// <summary>-d: a machine of libvirt.</summary>
    internal sealed record Domain(string Name) : DriveOption;

    /// <summary>-N: a disk to be made.</summary>
    internal sealed record Prepared(string File, string Type) : DriveOption;
}
