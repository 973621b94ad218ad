namespace GuestCtl.Build;

/// <summary>How a program is run, besides its name and arguments.</summary>
internal sealed class ToolOptions
{
    /// <value>Default: the current directory.</value>
    public string? Directory { get; set; }

    /// <value>Default: the program reads an empty standard input.</value>
    public string? Input { get; set; }

    /// <value>Added to the environment of this process; a null value removes a variable. The C locale is the default.</value>
    public Dictionary<string, string?> Environment { get; } = new() { ["LC_ALL"] = "C.UTF-8" };
}
