using GuestCtl.Cli.Encryption;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>What the options on the command line say.</summary>
internal sealed class ShellOptions
{
    /// <summary>Disks in the order in which they were named.</summary>
    public List<DriveOption> Drives { get; } = [];

    public List<MountOption> Mounts { get; } = [];

    /// <summary>Keys of encrypted devices: the device or its UUID, and what follows.</summary>
    public List<KeyOption> Keys { get; } = [];

    /// <summary>The words that are no options: commands with ':' between them.</summary>
    public List<string> Words { get; } = [];

    /// <summary>The script; null for the standard input.</summary>
    public string? File { get; set; }

    /// <summary>Where -d looks for machines; null for libvirt's own choice.</summary>
    public string? LibvirtAddress { get; set; }

    /// <summary>Whether images may refer to other files of the host.</summary>
    public bool AllowReferencedFiles { get; set; }

    public bool ReadOnly { get; set; }

    public bool ReadWrite { get; set; }

    public bool Inspect { get; set; }

    public bool NoSync { get; set; }

    public bool Network { get; set; }

    public bool Verbose { get; set; }

    /// <summary>Whether calls are traced.</summary>
    public bool Trace { get; set; }

    /// <summary>Whether a pipe that ends early makes its command fail.</summary>
    public bool PipeError { get; set; }

    public bool EchoKeys { get; set; }

    public bool KeysFromStandardInput { get; set; }

    /// <summary>Whether guest paths are not completed.</summary>
    public bool NoDestinationPaths { get; set; }

    /// <summary>Whether progress bars are shown; null for when somebody watches.</summary>
    public bool? ProgressBars { get; set; }

    public bool Listen { get; set; }

    /// <summary>Whether --listen prints for a C shell.</summary>
    public bool Csh { get; set; }

    /// <summary>The process to send commands to; null for none.</summary>
    public int? Remote { get; set; }

    /// <summary>What is told of the options before anything is done.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What is printed instead of running commands; null for nothing.</summary>
    public Func<ShellSession, bool>? Information { get; set; }
}
