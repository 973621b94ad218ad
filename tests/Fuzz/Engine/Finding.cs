using System.Diagnostics;

namespace GuestCtl.Fuzz.Engine;

/// <summary>An input at which a reader failed.</summary>
/// <param name="Key">Names the failure: two inputs with one key show the same mistake.</param>
/// <param name="Text">What happened, for people.</param>
/// <param name="Input">The input.</param>
internal sealed record Finding(string Key, string Text, byte[] Input)
{
    /// <summary>A finding of an exception. Its key is the exception's type and the function of ours that it came through first.</summary>
    public static Finding Of(Exception error, byte[] input)
    {
        var place = new StackTrace(error).GetFrames().Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.Namespace is { } space && space.StartsWith("GuestCtl", StringComparison.Ordinal)
                && !space.StartsWith("GuestCtl.Fuzz", StringComparison.Ordinal));
        // The compiler's names for what is inside a function change with every other one.
        var function = place is null ? "" : $"{place.DeclaringType!.FullName!.Split('.')[^1].Split('+')[0]}-{place.Name.Split('<', '>').MaxBy(part => part.Length)}";
        var key = error is FindingException ? WordsOf(error.Message) : $"{error.GetType().Name}-{function}";
        return new Finding(Plain(key), error.ToString(), input);
    }

    // Numbers and names differ between inputs that show the same.
    private static string WordsOf(string message) => message.Split(':')[0];

    private static string Plain(string key) => string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
