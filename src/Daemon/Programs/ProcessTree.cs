using System.Globalization;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Programs;

/// <summary>A process with its session and its descendants.</summary>
internal static class ProcessTree
{
    /// <summary>Kills all of it, also what it starts meanwhile.</summary>
    public static void Kill(int leader)
    {
        var killed = new HashSet<int>();
        int before;
        do
        {
            before = killed.Count;
            var tree = new HashSet<int> { leader };
            var all = Read();
            while (all.RemoveAll(process => (process.Session == leader || tree.Contains(process.Parent)) && tree.Add(process.Id)) > 0)
            {
                // Until there are no more children of children.
            }

            foreach (var pid in tree.Where(killed.Add))
            {
                Libc.Kill(pid, Libc.SigKill);
            }
        }
        while (killed.Count > before);
    }

    /// <summary>Whether a child that was not waited for yet has ended.</summary>
    public static bool HasEnded(int child) => TryReadStatus($"/proc/{child}") is not { } status || status[status.LastIndexOf(')') + 2] == 'Z';

    private static List<(int Id, int Parent, int Session)> Read()
    {
        var all = new List<(int, int, int)>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && TryReadStatus(directory) is { } status)
            {
                // After the name: state, parent, group, session.
                var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ', 5);
                all.Add((pid, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture)));
            }
        }

        return all;
    }

    private static string? TryReadStatus(string directory)
    {
        try
        {
            return File.ReadAllText(directory + "/stat");
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }
}
