namespace GuestCtl.Cli.Shell.Startup;

/// <summary>--key ID:key:TEXT, ID:file:NAME or ID:clevis.</summary>
internal sealed record KeyOption(string Device, string? Key)
{
    /// <summary>Reads the argument of the option.</summary>
    /// <exception cref="UsageException">It has another form, or its file cannot be read.</exception>
    public static KeyOption Parse(string selector)
    {
        switch (selector.Split(':', 3))
        {
            case [_]:
                throw new UsageException($"guestfish: selector '{selector}': missing TYPE");
            case [var device, "key", var key]:
                return new KeyOption(device, key);
            case [var device, "file", var file]:
                try
                {
                    return new KeyOption(device, File.ReadLines(file).FirstOrDefault(""));
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new UsageException($"guestfish: {file}: {Host.HostErrors.Reason(e)}");
                }

            case [var device, "clevis"]:
                return new KeyOption(device, null);
            case [_, "key" or "file"]:
                throw new UsageException($"guestfish: selector '{selector}': missing KEY_STRING or FILENAME");
            default:
                throw new UsageException($"guestfish: selector '{selector}': invalid TYPE");
        }
    }
}
