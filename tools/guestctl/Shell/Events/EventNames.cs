using GuestCtl.Cli.Shell.Syntax;
using GuestCtl.Events;

namespace GuestCtl.Cli.Shell.Events;

/// <summary>The names of the kinds of events, and lists of them.</summary>
internal static class EventNames
{
    private const string All = "*";

    private static readonly (string Name, GuestEventKind Kind)[] Names =
    [
        ("appliance", GuestEventKind.Appliance),
        ("close", GuestEventKind.Close),
        ("enter", GuestEventKind.Enter),
        ("launch_done", GuestEventKind.LaunchDone),
        ("library", GuestEventKind.Library),
        ("libvirt_auth", GuestEventKind.LibvirtAuth),
        ("progress", GuestEventKind.Progress),
        ("subprocess_quit", GuestEventKind.SubprocessQuit),
        ("trace", GuestEventKind.Trace),
        ("warning", GuestEventKind.Warning),
    ];

    // An older name.
    private const string Launch = "launch";

    private static GuestEventKind Every => Names.Aggregate((GuestEventKind)0, (all, one) => all | one.Kind);

    /// <summary>Reads a list with commas, or * for all.</summary>
    /// <exception cref="ShellSyntaxException">A name is not known.</exception>
    public static GuestEventKind Parse(string list)
    {
        if (list == All)
        {
            return Every;
        }

        var kinds = (GuestEventKind)0;
        for (var rest = list; rest.Length > 0;)
        {
            var name = rest.Split(',')[0];
            kinds |= name == Launch ? GuestEventKind.LaunchDone : Array.Find(Names, known => known.Name == name) is { Name: not null } known ? known.Kind
                : name.Length == 0 ? (GuestEventKind)0
                : throw new ShellSyntaxException($"unknown event name: {rest}");
            rest = rest[Math.Min(name.Length + 1, rest.Length)..];
        }

        return kinds;
    }

    public static string Format(GuestEventKind kinds)
        => kinds == Every ? All : string.Join(',', Names.Where(known => kinds.HasFlag(known.Kind)).Select(known => known.Name));
}
