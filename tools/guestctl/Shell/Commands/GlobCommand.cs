namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command glob: runs another for every combination of what its arguments match in the guest.</summary>
internal static class GlobCommand
{
    private const string Devices = "/dev/";

    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            session.Errors.Say("use 'glob command [args...]'");
            return false;
        }

        var choices = new List<IReadOnlyList<string>>();
        foreach (var word in words.Skip(1))
        {
            if (Expand(session, word) is not { } matches)
            {
                return false;
            }

            choices.Add(matches);
        }

        var runner = new CommandRunner(session);
        var succeeded = true;
        foreach (var arguments in Combinations(choices))
        {
            succeeded &= runner.Execute(words[0], arguments);
        }

        return succeeded;
    }

    /// <summary>Every choice of one from each list; the last list turns fastest.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Combinations(IReadOnlyList<IReadOnlyList<string>> choices)
    {
        if (choices.Count == 0)
        {
            return [[]];
        }

        var rest = Combinations([.. choices.Skip(1)]);
        return choices[0].SelectMany(first => rest, static (first, others) => (IReadOnlyList<string>)[first, .. others]);
    }

    // What matches nothing stands for itself. Null when the guest could not be asked.
    private static string[]? Expand(ShellSession session, string word)
    {
        if (!word.StartsWith('/'))
        {
            return [word];
        }

        var isDevice = word.StartsWith(Devices, StringComparison.Ordinal);
        try
        {
            var matches = isDevice ? ExpandDevices(session.Guest, word) : session.Guest.GlobExpand(word);
            return matches.Length > 0 ? matches : [word];
        }
        catch (GuestOperationException e)
        {
            session.Errors.Report(e);
            if (!isDevice)
            {
                session.Errors.Say($"glob: guestfs_glob_expand call failed: {word}");
            }

            return null;
        }
    }

    private static string[] ExpandDevices(GuestFs guest, string pattern)
    {
        IEnumerable<string> all = [.. guest.ListDevices(), .. guest.ListPartitions(), .. guest.Lvs()];
        return [.. all.Where(device => DevicePattern.Matches(pattern, device))];
    }
}
