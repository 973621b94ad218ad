using System.Globalization;
using GuestCtl.Compatibility;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>What the shell says on the error stream.</summary>
internal sealed class ShellErrors(Stream error)
{
    private readonly Lock _lock = new();

    /// <summary>The file of the script, which errors of the library begin with; null where there is none.</summary>
    public string? Script { get; set; }

    /// <summary>The line of the script that is being run; 0 on the command line.</summary>
    public int Line { get; set; }

    /// <summary>Prints a message of the shell itself.</summary>
    public void Say(string message)
    {
        lock (_lock)
        {
            error.Write(GuestText.Encode(message + "\n"));
            error.Flush();
        }
    }

    /// <summary>Prints text without ending the line.</summary>
    public void Write(string text)
    {
        lock (_lock)
        {
            error.Write(GuestText.Encode(text));
            error.Flush();
        }
    }

    /// <summary>Prints why a call failed.</summary>
    public void Report(Exception failure)
    {
        var place = Script is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Script}:{Line}: ");
        foreach (var message in KnownMessages.Of(failure))
        {
            Say($"{place}libguestfs: error: {message}");
        }
    }
}
