namespace GuestCtl.Daemon.Services.Commands;

/// <summary>Has programs of the appliance that crash leave their memory behind.</summary>
internal static class DebugCores
{
    private const string Pattern = "/proc/sys/kernel/core_pattern";

    /// <summary>Sets the pattern for the names of such files.</summary>
    /// <param name="arguments">The pattern.</param>
    /// <exception cref="OperationFailedException">There is none.</exception>
    public static async Task<string> Keep(string[] arguments)
    {
        if (arguments is not [var pattern])
        {
            throw OperationFailedException.Invalid("core_pattern: expecting a core pattern");
        }

        await File.WriteAllTextAsync(Pattern, pattern + "\n");
        return "ok";
    }
}
