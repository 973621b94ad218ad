using System.Diagnostics;
using System.IO.Hashing;
using System.Text;

namespace GuestCtl.Fuzz.Engine;

/// <summary>Tries inputs on one subject. The same seed tries the same inputs in the same order, however far it gets.</summary>
/// <remarks>
/// Nothing here sees which code an input reaches: measuring that would need builds of their own. Instead an input is built upon when the reader
/// says something that it has not said before.
/// </remarks>
internal sealed class FuzzSession(FuzzSubject subject, int seed)
{
    private const int MostFindings = 10;
    private const int MostKept = 4096;

    // Making an input smaller takes hundreds of tries.
    private static readonly TimeSpan FastEnough = TimeSpan.FromSeconds(1);

    private readonly Random _random = new(seed ^ (int)XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(subject.Name)));
    private readonly List<byte[]> _pool = [];
    private readonly HashSet<string> _behaviours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);

    /// <summary>How many inputs were tried.</summary>
    public long Inputs { get; private set; }

    /// <summary>How many different things happened.</summary>
    public int Behaviours => _behaviours.Count;

    /// <summary>Each mistake once, with the smallest input that shows it.</summary>
    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>Told of each input before it is read.</summary>
    public Action<byte[]>? Trying { get; init; }

    /// <summary>Reads the seeds, then what mutation makes of them.</summary>
    /// <param name="time">How long. All seeds are read in any case.</param>
    /// <param name="mostInputs">How many inputs at most.</param>
    public void Run(TimeSpan time, long mostInputs = long.MaxValue)
    {
        var watch = Stopwatch.StartNew();
        using var reader = new Reader(subject);
        foreach (var input in subject.Seeds.Concat(SeedFolder.Files(subject.Name).Select(File.ReadAllBytes)))
        {
            _pool.Add(input);
            Try(reader, input);
        }

        while (!reader.IsStuck && watch.Elapsed < time && Inputs < mostInputs && _findings.Count < MostFindings)
        {
            Try(reader, subject.Mutate(_random, _pool));
        }
    }

    private void Try(Reader reader, byte[] input)
    {
        if (reader.IsStuck)
        {
            return;
        }

        Inputs++;
        Trying?.Invoke(input);
        var watch = Stopwatch.StartNew();
        var finding = reader.Read(input, out var behaviour);
        if (finding is null && IsNew(behaviour!) && _pool.Count < MostKept)
        {
            _pool.Add(input);
        }
        else if (finding is not null && !_findings.ContainsKey(finding.Key))
        {
            _findings[finding.Key] = watch.Elapsed > FastEnough ? finding : new Minimizer(reader).Minimize(finding);
        }
    }

    // Where one input goes to several readers, what each of them makes of it counts by itself.
    private bool IsNew(string behaviour)
    {
        var before = _behaviours.Count;
        _behaviours.UnionWith(behaviour.Split('|').Select((part, reader) => $"{reader} {part}"));
        return _behaviours.Count > before;
    }
}
