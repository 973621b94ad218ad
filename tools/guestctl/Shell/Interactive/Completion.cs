namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>What a word may become: a command, a device or a path of the guest.</summary>
internal sealed class Completion(ShellSession session)
{
    /// <summary>The whole words that one may become.</summary>
    /// <param name="before">The line up to where it is typed.</param>
    /// <param name="word">The word so far, which the line ends with.</param>
    public IReadOnlyList<string> Of(string before, string word)
    {
        if (before[..^word.Length].Trim() is "" or "-" or "help" or "time" or "glob" or "not")
        {
            return [.. session.Commands.Names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))];
        }

        if (!word.StartsWith('/') || session.Options.NoDestinationPaths || !session.Guest.IsReady())
        {
            return [];
        }

        try
        {
            return word.StartsWith("/dev/", StringComparison.Ordinal)
                ? [.. Devices().Where(device => device.StartsWith(word, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)]
                : Paths(word);
        }
        catch (Exception e) when (e is GuestOperationException or ApplianceException)
        {
            return []; // Nothing is mounted, there is no such directory, or no appliance any more.
        }
    }

    private IEnumerable<string> Devices() => [.. session.Guest.ListDevices(), .. session.Guest.ListPartitions(), .. session.Guest.Lvs()];

    private List<string> Paths(string word)
    {
        var directory = word[..(word.LastIndexOf('/') + 1)];
        var prefix = word[directory.Length..];
        return
        [
            .. session.Guest.Readdir(directory)
                .Where(entry => entry.Name is not ("." or "..") && entry.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Select(entry => directory + entry.Name + (entry.Ftyp == 'd' ? "/" : ""))
                .Order(StringComparer.Ordinal),
        ];
    }
}
