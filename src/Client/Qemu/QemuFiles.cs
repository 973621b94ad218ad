using System.Text;
using CliWrap;
using CliWrap.Buffered;
using GuestCtl.Confining;
using GuestCtl.Launch;

namespace GuestCtl.Qemu;

/// <summary>Finds out which files QEMU itself needs: its libraries and its firmware.</summary>
internal static class QemuFiles
{
    private const string Kind = "qemu-files";

    // Neither stands in a path of any distribution.
    private const char BetweenPaths = ':';
    private const char BetweenLists = '|';

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Finds them.</summary>
    /// <param name="program">The emulator.</param>
    /// <param name="identity">A text that changes when it does.</param>
    /// <param name="cache">Keeps the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The places; empty where this system does not confine.</returns>
    public static async Task<IReadOnlyList<Place>> FindAsync(string program, string identity, FactCache cache, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var fact = cache.Read(Kind, identity);
        if (fact is null)
        {
            fact = await AskAsync(program, cancellationToken).ConfigureAwait(false);
            cache.Write(Kind, identity, fact);
        }

        var lists = fact.Split(BetweenLists);
        return ProgramPlaces.Of(program, Split(lists[0]), Split(lists[^1]));
    }

    // The loader of a program lists the libraries instead of running it when it is told so.
    private static async Task<string> AskAsync(string program, CancellationToken cancellationToken)
    {
        var libraries = await LinesAsync(program, [], "LD_TRACE_LOADED_OBJECTS", cancellationToken).ConfigureAwait(false);
        var data = await LinesAsync(program, ["-L", "help"], null, cancellationToken).ConfigureAwait(false);
        return Join(libraries.SelectMany(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] == '/'))) + BetweenLists
            + Join(data.Where(line => line.StartsWith('/')));
    }

    private static async Task<string[]> LinesAsync(string program, string[] arguments, string? variable, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            var result = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None)
                .WithEnvironmentVariables(environment =>
                {
                    if (variable is not null)
                    {
                        environment.Set(variable, "1");
                    }
                })
                .ExecuteBufferedAsync(Encoding.UTF8, deadline.Token).ConfigureAwait(false);
            return result.StandardOutput.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QemuNotFoundException($"'{program}' did not say within {Deadline.TotalSeconds:0} seconds which files it needs.");
        }
    }

    private static string Join(IEnumerable<string> paths) =>
        string.Join(BetweenPaths, paths.Select(Path.GetFullPath).Where(path => path.IndexOfAny([BetweenPaths, BetweenLists, '\n']) < 0).Distinct());

    private static string[] Split(string paths) => paths.Split(BetweenPaths, StringSplitOptions.RemoveEmptyEntries);
}
