using System.Diagnostics;
using System.Globalization;
using GuestCtl.Events;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Events;

/// <summary>What is done when something happens to a handle: scripts of the user, or what the library does by itself. Each handle has its own.</summary>
internal sealed class EventHandlers(ShellSession session)
{
    // How the trace ends for a call that failed.
    private const string FailureMark = " = -1 (error";

    private readonly List<EventHandler> _handlers = [];
    private int _next;
    private GuestEvent? _heldBack;
    private string _lastTrace = "";

    /// <summary>All handlers in the order in which guestfish lists them: by name, and of one name the first, and then the others backwards.</summary>
    public IEnumerable<EventHandler> Listed
        => _handlers.GroupBy(handler => handler.Name).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => group.Take(1).Concat(group.Skip(1).Reverse()));

    public void Add(string name, GuestEventKind kinds, string script) => _handlers.Add(new EventHandler(_next++, name, kinds, script));

    /// <summary>Removes all handlers of a name. In the order of the list, the number of the last handler is free for the next one, as in libguestfs; those of others are not.</summary>
    /// <returns>How many there were.</returns>
    public int Remove(string name)
    {
        var removed = Listed.Where(handler => handler.Name == name).ToList();
        foreach (var handler in removed)
        {
            _handlers.Remove(handler);
            _next -= handler.Number == _next - 1 ? 1 : 0;
        }

        return removed.Count;
    }

    /// <summary>Told by the handle.</summary>
    public void Raise(GuestEvent happened)
    {
        // The call that turned the trace on has an end in it, and no beginning.
        var isOrphan = happened is { Kind: GuestEventKind.Trace, Text: "set_trace = 0" } && !_lastTrace.StartsWith("set_trace ", StringComparison.Ordinal);
        _lastTrace = happened.Kind == GuestEventKind.Trace ? happened.Text : _lastTrace;
        if (isOrphan)
        {
            return;
        }

        if (happened.Kind == GuestEventKind.Trace && happened.Text.IndexOf(FailureMark, StringComparison.Ordinal) is >= 0 and var mark)
        {
            _heldBack = happened with { Text = happened.Text[..(mark + FailureMark.Length)] + ")" };
        }
        else
        {
            Tell(happened);
            if (happened is { Kind: GuestEventKind.Trace, Text: "set_trace false" })
            {
                Tell(happened with { Text = "set_trace = 0" }); // This call's end comes when nothing is traced any more.
            }
        }
    }

    /// <summary>Tells that a call failed, which is told after the reason.</summary>
    /// <param name="failure">The reason; null if nothing failed.</param>
    public void TellFailure(Exception? failure)
    {
        // A call that was not even begun has no end in the trace.
        if (_heldBack is null && failure is GuestOperationException refused && _lastTrace.StartsWith(refused.Function, StringComparison.Ordinal) && session.Guest.Settings.Trace)
        {
            _heldBack = new GuestEvent(GuestEventKind.Trace, $"{refused.Function}{FailureMark})");
        }

        if (_heldBack is { } happened)
        {
            _heldBack = null;
            Tell(happened);
        }
    }

    private void Tell(GuestEvent happened)
    {
        var handlers = _handlers.Where(handler => handler.Kinds.HasFlag(happened.Kind)).ToList();
        if (handlers.Count == 0)
        {
            Default(happened);
        }

        session.Output.Flush();
        foreach (var handler in handlers)
        {
            Run(handler, happened);
        }
    }

    private void Default(GuestEvent happened)
    {
        switch (happened.Kind)
        {
            case GuestEventKind.Trace:
                session.Errors.Say($"libguestfs: trace: {happened.Text}");
                break;
            case GuestEventKind.Library or GuestEventKind.Warning:
                session.Errors.Say($"libguestfs: {happened.Text}");
                break;
            case GuestEventKind.Appliance when session.Guest.Settings.Verbose:
                session.Errors.Write(happened.Text);
                break;
            case GuestEventKind.Progress:
                session.Progress?.Report(happened.Position, happened.Total);
                break;
        }
    }

    private static void Run(EventHandler handler, GuestEvent happened)
    {
        var shell = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } own ? own : "/bin/sh";
        string[] arguments = happened.Kind == GuestEventKind.Progress
            ? ["0", "0", Number(happened.Position), Number(happened.Total)]
            : happened.Text.Length > 0 ? [happened.Text] : [];
        var start = new ProcessStartInfo(shell, ["-c", handler.Script, "", .. arguments.Select(Printable)])
        {
            UseShellExecute = false,
            Environment = { ["EVENT"] = EventNames.Format(happened.Kind) },
        };
        using var process = Process.Start(start)!;
        process.WaitForExit();

        static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
        static string Printable(string text) => System.Text.Encoding.UTF8.GetString(GuestText.Encode(text));
    }
}
