namespace GuestCtl.Cli;

/// <summary>How the program ends; scripts depend on the numbers (docs/cli.md).</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The operation failed: a file is missing, a disk image cannot be read, the guest said no.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The appliance could not be built or launched, or was lost.</summary>
    public const int Appliance = 3;

    /// <summary>The disks hold no operating system that is known.</summary>
    public const int NoOperatingSystem = 4;

    /// <summary>Ctrl-C, as shells report a program that SIGINT ended.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads the output any more, as shells report a program that SIGPIPE ended.</summary>
    public const int BrokenPipe = 141;
}
