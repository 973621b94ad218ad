namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-chardev</c>: the host end of a byte stream.</summary>
internal sealed record Chardev : IQemuArgument
{
    private readonly OptionText _text;

    private Chardev(string id, OptionText text)
    {
        Id = id;
        _text = text;
    }

    /// <summary>The name by which a device or the monitor asks for it.</summary>
    public string Id { get; }

    /// <summary>QEMU's standard input and output. Ctrl-C stays a signal: the console must not swallow it.</summary>
    public static Chardev Stdio(string id) => new(id, new OptionText("stdio").Add("id", id).Add("signal", true));

    /// <summary>
    /// A unix socket that QEMU connects to. We listen, so a QEMU whose owner died before it came up finds nobody and exits.
    /// </summary>
    public static Chardev Socket(string id, string path) =>
        new(id, new OptionText("socket").Add("id", id).Add("path", path).Add("server", false));

    /// <summary>A socket that QEMU inherits.</summary>
    public static Chardev Inherited(string id, int descriptor) =>
        new(id, new OptionText("socket").Add("id", id).Add("fd", descriptor.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-chardev");
        arguments.Add(_text.ToString());
    }
}
