using System.Security.Cryptography;
using System.Text;
using GuestCtl.Launch;
using GuestCtl.Qemu.Arguments;

namespace GuestCtl.WarmStart;

/// <summary>What a template fits: a saved machine can only go on in one that is the same in every part.</summary>
internal static class TemplateKey
{
    private const int HexDigits = 32;

    // What changes from one processor of this host's family to another, and with its microcode.
    private static readonly string[] ProcessorFacts = ["vendor_id", "cpu family", "model", "model name", "stepping", "microcode", "flags"];

    // Firmware comes in packages of its own.
    private static readonly string[] FirmwareDirectories = ["/usr/share/qemu", "/usr/share/seabios", "/usr/share/qemu-kvm", "/usr/share/seavgabios"];

    private static readonly Lazy<string> Processor = new(() => string.Join('\n', ReadProcessor("/proc/cpuinfo")));

    /// <summary>The key of a machine.</summary>
    /// <param name="spec">The machine; where its sockets and its memory are does not matter.</param>
    /// <param name="appliance">The content hash of its appliance.</param>
    public static string Of(VirtualMachineSpec spec, string appliance)
    {
        var line = VirtualMachineCommandLine.Build(spec with { MemoryShare = false, ExtraArguments = [] }, NamesOf(spec));
        string[] parts =
        [
            $"format {TemplateManifest.CurrentFormat}",
            spec.Qemu.Identity,
            appliance,
            Processor.Value,
            .. FirmwareDirectories.Where(Directory.Exists).Select(path => $"{path} {Directory.GetLastWriteTimeUtc(path).Ticks}"),
            .. line,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..HexDigits];
    }

    // How a machine is connected with its owner does not matter to its state.
    private static MachineNames NamesOf(VirtualMachineSpec spec) => new()
    {
        Qmp = Chardev.Socket("qmp", "qmp"),
        Channel = Chardev.Socket("channel", "channel"),
        Kernel = spec.Kernel,
        Initrd = spec.Initrd,
        RootImage = spec.RootImage,
        Memory = "memory",
        Rings = spec.SharesRings ? "rings" : null,
    };

    /// <summary>The facts about the first processor in a file like <c>/proc/cpuinfo</c>.</summary>
    internal static IEnumerable<string> ReadProcessor(string path) => !File.Exists(path)
        ? []
        : File.ReadLines(path).TakeWhile(line => line.Length > 0).Where(line => ProcessorFacts.Contains(line.Split(':')[0].Trim()));
}
