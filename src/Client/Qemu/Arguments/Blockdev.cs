using System.Text.Json.Nodes;

namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-blockdev</c>: a block node, given as JSON so that no file name can be read as an option.</summary>
/// <param name="Options">The members of QMP's <c>blockdev-add</c>.</param>
internal sealed record Blockdev(JsonObject Options) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-blockdev");
        arguments.Add(Options.ToJsonString());
    }
}
