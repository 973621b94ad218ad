namespace GuestCtl.Cli.Copying;

/// <summary>What 'cp' is to copy: sources on one side, the destination on the other.</summary>
/// <param name="IntoGuest">Whether the destination is in the guest.</param>
/// <param name="Sources">Paths on the source's side.</param>
/// <param name="Destination">The path on the other side.</param>
internal sealed record CopyArguments(bool IntoGuest, IReadOnlyList<string> Sources, string Destination)
{
    /// <summary>Reads SRC… DEST, where paths of the guest are written :/path.</summary>
    /// <exception cref="CliException">Both sides are the same, or sources are mixed.</exception>
    public static CopyArguments Parse(IReadOnlyList<string> paths)
    {
        if (paths.Count < 2)
        {
            throw Wrong("give at least one source and a destination");
        }

        if (paths.FirstOrDefault(path => path.Length == 0 || path == ":") is { } empty)
        {
            throw Wrong(empty.Length == 0 ? "a path is empty" : "':' is not a path: the guest's root directory is written :/");
        }

        if (paths.FirstOrDefault(path => path[0] == ':' && path[1] != '/') is { } relative)
        {
            throw Wrong($"'{relative}' is not a path in the guest: write :/{relative[1..]}, or ./{relative} for a file of that name here");
        }

        var sources = paths.Take(paths.Count - 1).ToList();
        var intoGuest = IsGuest(paths[^1]);
        var wrongSide = sources.FindIndex(source => IsGuest(source) == intoGuest);
        return wrongSide < 0
            ? new CopyArguments(intoGuest, [.. sources.Select(PathOf)], PathOf(paths[^1]))
            : throw Wrong(intoGuest
                ? $"'{sources[wrongSide]}' and '{paths[^1]}' are both in the guest"
                : $"'{sources[wrongSide]}' and '{paths[^1]}' are both here; paths in the guest are written :/path");
    }

    private static bool IsGuest(string path) => path[0] == ':';

    private static string PathOf(string path) => IsGuest(path) ? path[1..] : path;

    private static CliException Wrong(string what) => new($"cp: {what}", ExitCode.Usage);
}
