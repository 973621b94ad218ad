namespace GuestCtl.Cli.Encryption;

/// <summary>--key ID:key:TEXT, ID:file:NAME or ID:clevis.</summary>
/// <param name="Device">The device or its UUID; "all" for every device.</param>
/// <param name="Key">The key; null for one that is in a file or comes over the network.</param>
/// <param name="File">The file that begins with the key; null for none.</param>
internal sealed record KeyOption(string Device, string? Key, string? File)
{
    private const string Every = "all";

    /// <summary>Whether the key comes over the network.</summary>
    public bool IsOfNetwork => Key is null && File is null;

    /// <summary>Whether it is for a device.</summary>
    /// <param name="device">The name of the device.</param>
    /// <param name="uuid">Its UUID; null if it has none.</param>
    public bool IsFor(string device, string? uuid) => Device == Every || Device == device || Device == uuid;

    /// <summary>Reads the argument of the option.</summary>
    /// <exception cref="KeyException">It has another form.</exception>
    public static KeyOption Parse(string selector)
    {
        var parts = selector.Split(':');
        return parts switch
        {
            [""] or [] => throw Refuse("missing ID"),
            [_] => throw Refuse("missing TYPE"),
            [var device, "key", var key] => new KeyOption(device, key, null),
            [_, "key", ..] => throw Refuse("missing KEY_STRING, or too many fields"),
            [var device, "file", var file] => new KeyOption(device, null, file),
            [_, "file", ..] => throw Refuse("missing FILENAME, or too many fields"),
            [var device, "clevis"] => new KeyOption(device, null, null),
            [_, "clevis", ..] => throw Refuse("too many fields"),
            _ => throw Refuse("invalid TYPE"),
        };

        KeyException Refuse(string what) => new($"selector '{selector}': {what}");
    }
}
