namespace GuestCtl.Confining;

/// <summary>Something that a confined program sees under its name.</summary>
/// <param name="Kind">The launcher's word for it: <c>read</c>, <c>device</c> or <c>link</c>.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="Target">Where a link leads.</param>
internal sealed record Place(string Kind, string Path, string? Target = null)
{
    /// <summary>A file or a directory with all below it, to be read and executed.</summary>
    public static Place Read(string path) => new("read", path);

    /// <summary>A device, to be read and written.</summary>
    public static Place Device(string path) => new("device", path);

    /// <summary>A symbolic link.</summary>
    public static Place Link(string path, string target) => new("link", path, target);

    /// <summary>The launcher's words.</summary>
    public IEnumerable<string> Words => Target is null ? [Kind, Path] : [Kind, Path, Target];
}
