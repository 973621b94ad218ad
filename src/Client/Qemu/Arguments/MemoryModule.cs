using System.Globalization;

namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-device pc-dimm</c>: memory beside the guest's RAM, in a file that the guest and others write to.</summary>
/// <param name="Id">The device's id.</param>
/// <param name="File">The file.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record MemoryModule(string Id, string File, int Bytes) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-object");
        arguments.Add(new OptionText("memory-backend-file")
            .Add("id", Id + "-file")
            .Add("size", Bytes.ToString(CultureInfo.InvariantCulture))
            .Add("mem-path", File)
            .Add("share", true)
            .ToString());
        arguments.Add("-device");
        arguments.Add(new OptionText("pc-dimm").Add("id", Id).Add("memdev", Id + "-file").ToString());
    }
}
