using System.ComponentModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace GuestCtl.Confining;

/// <summary>Starts a program by the launcher, which confines it before its first instruction.</summary>
internal static class ConfinedProcess
{
    // The launcher needs some milliseconds. It is fifty of them that start at once, on a host that swaps, that this is made for.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private const int MaxReportBytes = 16 * 1024;

    /// <summary>Starts a program.</summary>
    /// <param name="plan">How it is confined.</param>
    /// <param name="arguments">Its arguments, without its name.</param>
    /// <param name="descriptors">What it inherits as 3, 4 and so on.</param>
    /// <param name="accept">Asked once the layers are in place, before the program's first instruction: returns why it must not start, or null.</param>
    /// <exception cref="ConfinementException">It was not started; nothing of it is left.</exception>
    public static StartedProgram Start(
        ConfinementPlan plan, IReadOnlyList<string> arguments, IReadOnlyList<InheritedDescriptor> descriptors, Func<ConfinementReport, string?> accept)
    {
        using var report = new SocketPair();
        using var output = new SocketPair();
        using var errors = new SocketPair();
        string[] words =
        [
            "guestctl-confine", .. plan.Words(System.Environment.ProcessId, descriptors), "--", plan.Program, .. arguments,
        ];
        ChildProcess? launcher = null;
        ChildProcess? program = null;
        try
        {
            launcher = new ChildProcess(SpawningThread.Run(() => Spawn.Start(
                LauncherFile.Path, words, [output.Other, errors.Other, .. descriptors.Select(descriptor => descriptor.Handle), report.Other])));
            report.Other.Dispose();
            var lines = Read(report.Own, plan.Layers.HasFlag(ConfinementLayers.Namespaces), out var id);
            program = id is null ? launcher : new ChildProcess(id.Value);
            var told = Describe(plan, lines);
            if (accept(told) is { } objection)
            {
                throw new ConfinementException(objection);
            }

            report.Own.Send("1"u8);
            AwaitStart(report.Own, plan);
            return new StartedProgram(program.Id, output.TakeStream(), errors.TakeStream(), program.Ended, program.Kill, told);
        }
        catch (Exception e)
        {
            launcher?.Kill();
            program?.Kill();
            throw e as ConfinementException
                ?? (e is Win32Exception or IOException or SocketException ? new ConfinementException($"the launcher cannot be started: {e.Message}", e) : e);
        }
    }

    // Lines until the launcher is ready: "process N", "with LAYER", "without LAYER REASON", "failed ERRNO WHAT".
    private static List<string> Read(Socket socket, bool hasProcess, out int? process)
    {
        process = null;
        var text = new StringBuilder();
        var lines = new List<string>();
        var end = Environment.TickCount64 + (long)Deadline.TotalMilliseconds;
        var buffer = new byte[4096];
        while (true)
        {
            foreach (var line in TakeLines(text))
            {
                lines.Add(line);
                if (line.StartsWith("process ", StringComparison.Ordinal))
                {
                    process = int.Parse(line.AsSpan("process ".Length), NumberStyles.None, CultureInfo.InvariantCulture);
                }
                else if (line.StartsWith("failed ", StringComparison.Ordinal))
                {
                    throw Failed(line);
                }
            }

            if (lines.Contains("ready ") && (!hasProcess || process is not null))
            {
                return lines;
            }

            var left = end - Environment.TickCount64;
            if (left <= 0 || text.Length > MaxReportBytes || !socket.Poll(TimeSpan.FromMilliseconds(left), SelectMode.SelectRead))
            {
                throw new ConfinementException($"the launcher did not get ready within {Deadline.TotalSeconds:0} seconds")
                {
                    FailedLayer = hasProcess ? ConfinementLayers.Namespaces : ConfinementLayers.None,
                };
            }

            var count = socket.Receive(buffer);
            if (count == 0)
            {
                throw new ConfinementException("the launcher ended without a word")
                {
                    FailedLayer = hasProcess ? ConfinementLayers.Namespaces : ConfinementLayers.None,
                };
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
    }

    private static IEnumerable<string> TakeLines(StringBuilder text)
    {
        var all = text.ToString();
        var end = all.LastIndexOf('\n');
        if (end < 0)
        {
            return [];
        }

        text.Clear().Append(all.AsSpan(end + 1));
        return all[..end].Split('\n');
    }

    // "failed STEP ERRNO WHAT"
    private static ConfinementException Failed(string line)
    {
        var words = line.Split(' ', 4);
        return new ConfinementException(words[^1])
        {
            Errno = words.Length == 4 && int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var errno) ? errno : 0,
            FailedLayer = words.Length == 4 && Enum.TryParse<ConfinementLayers>(words[1], ignoreCase: true, out var layer) ? layer : ConfinementLayers.None,
        };
    }

    private static ConfinementReport Describe(ConfinementPlan plan, List<string> lines) => new()
    {
        Present = [.. lines.Where(line => line.StartsWith("with ", StringComparison.Ordinal)).Select(line => line["with ".Length..].Trim())],
        Missing =
        [
            .. plan.LeftOut,
            .. lines.Where(line => line.StartsWith("without ", StringComparison.Ordinal)).Select(line => line.Split(' ', 3))
                .Select(words => new MissingLayer(words[1], words.Length > 2 ? words[2] : "no reason was given")),
        ],
    };

    // The socket closes when the program starts, and says why if it does not.
    private static void AwaitStart(Socket socket, ConfinementPlan plan)
    {
        var buffer = new byte[1024];
        if (!socket.Poll(Deadline, SelectMode.SelectRead))
        {
            throw new ConfinementException($"'{plan.Program}' did not start within {Deadline.TotalSeconds:0} seconds");
        }

        var count = socket.Receive(buffer);
        if (count > 0)
        {
            throw Failed(Encoding.UTF8.GetString(buffer, 0, count).TrimEnd('\n'));
        }
    }
}
