using System.Diagnostics;
using GuestCtl.Daemon;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The errors with which readers refuse an input. Everything else is a mistake of theirs.</summary>
internal static class Refusals
{
    /// <summary>Runs a reader.</summary>
    /// <returns>What it returned, or where it refused.</returns>
    public static string Of(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is OperationFailedException or InvalidDataException)
        {
            return Place(refused);
        }
    }

    /// <summary>The place in the code that an error comes from. Its message would not do: it quotes the input.</summary>
    public static string Place(Exception error)
        => new StackTrace(error).GetFrame(0) is { } frame && frame.GetMethod() is { } method
            ? $"{method.DeclaringType?.Name}.{method.Name}+{frame.GetILOffset()}"
            : error.GetType().Name;
}
