using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>The commands copy-in and copy-out.</summary>
internal static class GuestCopies
{
    public static bool CopyIn(ShellSession session, string calledName, IReadOnlyList<string> words)
        => Copy(
            session, words, "use 'copy-in <local> [<local>...] <remotedir>' to copy files into the image",
            (from, to) => session.Guest.CopyIn(from, Input.WindowsPath.Resolve(session.Guest, to)));

    public static bool CopyOut(ShellSession session, string calledName, IReadOnlyList<string> words)
        => Copy(
            session, words, "use 'copy-out <remote> [<remote>...] <localdir>' to copy files out of the image",
            (from, to) => session.Guest.CopyOut(Input.WindowsPath.Resolve(session.Guest, from), to));

    private static bool Copy(ShellSession session, IReadOnlyList<string> words, string usage, Action<string, string> copy)
    {
        if (words.Count < 2)
        {
            session.Errors.Say(usage);
            return false;
        }

        foreach (var source in words.SkipLast(1))
        {
            try
            {
                copy(source, words[^1]);
            }
            catch (GuestOperationException e)
            {
                // Names of the host are told of as they were given.
                var names = new[] { source, words[^1] }.Where(word => word.Length > 0).DistinctBy(Path.GetFullPath).ToDictionary(Path.GetFullPath);
                var arguments = e.ReasonArguments.ToDictionary(pair => pair.Key, pair => names.GetValueOrDefault(pair.Value, pair.Value));
                throw new GuestOperationException(e.Function, e.Detail, e.Errno, e, new ErrorReason(e.Reason, arguments));
            }
        }

        return true;
    }
}
