using System.Globalization;

namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-m</c>, and the file behind the guest's RAM when there is one.</summary>
/// <param name="MiB">Size of the guest's RAM in MiB.</param>
internal sealed record Memory(int MiB) : IQemuArgument
{
    /// <summary>Id that <see cref="Machine.MemoryBackend"/> must name when <see cref="File"/> is set.</summary>
    public const string BackendId = "ram";

    /// <summary>A file that is the RAM. <value>Default: none, anonymous memory.</value></summary>
    public string? File { get; init; }

    /// <summary>Whether what the guest writes reaches <see cref="File"/>. <value>Default: false, a private copy.</value></summary>
    public bool Share { get; init; }

    /// <summary>A further module of memory. <value>Default: none.</value></summary>
    public MemoryModule? Module { get; init; }

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-m");
        arguments.Add(Module is null
            ? MiB.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"size={MiB}M,slots=1,maxmem={((long)MiB << 20) + Module.Bytes}"));
        Module?.AppendTo(arguments);
        if (File is null)
            return;
        arguments.Add("-object");
        arguments.Add(new OptionText("memory-backend-file")
            .Add("id", BackendId)
            .Add("size", MiB.ToString(CultureInfo.InvariantCulture) + "M")
            .Add("mem-path", File)
            .Add("share", Share)
            .ToString());
    }
}
