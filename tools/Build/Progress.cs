using System.Diagnostics;
using Spectre.Console;

namespace GuestCtl.Build;

/// <summary>Tells what the build is doing: one line per step, with its time once it took any.</summary>
internal static class Progress
{
    public static async Task<T> StepAsync<T>(string what, Func<Task<T>> work)
    {
        Say($"== {what}", Color.Blue);
        var clock = Stopwatch.StartNew();
        var result = await work();
        if (clock.Elapsed > TimeSpan.FromSeconds(1))
        {
            Say($"   {what}: {clock.Elapsed.TotalSeconds:0.0} s", Color.Grey);
        }

        return result;
    }

    public static Task StepAsync(string what, Func<Task> work) => StepAsync(what, async () =>
    {
        await work();
        return true;
    });

    public static void Note(string text) => Say($"   {text}", Color.Grey);

    public static void Warn(string text) => Say(text, Color.Yellow);

    // Spectre wraps at 80 columns when there is no terminal, which would break paths and commands that are meant to be copied.
    private static void Say(string text, Color colour)
    {
        if (AnsiConsole.Profile.Out.IsTerminal)
        {
            AnsiConsole.Write(new Text(text + Environment.NewLine, colour));
        }
        else
        {
            Console.WriteLine(text);
        }
    }
}
