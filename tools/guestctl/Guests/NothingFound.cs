using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Guests;

/// <summary>Says why nothing was found on the disks, as far as that can be told.</summary>
internal static class NothingFound
{
    /// <summary>The error for disks without an operating system.</summary>
    /// <param name="guest">The handle, which is launched.</param>
    /// <param name="advice">What to do when the disks are disks.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<CliException> NoSystemAsync(GuestFs guest, string advice, CancellationToken cancellation)
        => new(
            await guest.ExplainEmptyDrivesAsync(cancellation).ConfigureAwait(false) is { Count: > 0 } explanations
                ? string.Join("; ", explanations)
                : $"no operating system was found on the disks; {advice}",
            ExitCode.NoOperatingSystem);

    /// <summary>Warns of files that are no disks, for commands that list what is there.</summary>
    public static async Task WarnAsync(GuestFs guest, Streams streams, CancellationToken cancellation)
    {
        foreach (var explanation in await guest.ExplainEmptyDrivesAsync(cancellation).ConfigureAwait(false))
        {
            streams.ErrorLine($"guestctl: warning: {TerminalText.EscapeLine(explanation)}");
        }
    }
}
