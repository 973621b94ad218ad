using System.Globalization;
using GuestCtl.Launch;

namespace GuestCtl.WarmStart;

/// <summary>Remembers machines that cannot be restored on this host, so that not every launch tries for nothing.</summary>
/// <param name="facts">Where it is kept.</param>
/// <param name="nowUtc">Replaces the clock in tests.</param>
internal sealed class RestoreFailures(FactCache facts, Func<DateTime>? nowUtc = null)
{
    private const string Kind = "unrestorable";

    // Once may be an accident: the memory was short, or somebody killed QEMU.
    private const int Enough = 3;

    // Updates of QEMU or the kernel change the key or the outcome.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Whether a machine has failed so often lately that another try makes no sense.</summary>
    public bool IsHopeless(string key) => Recent(key) >= Enough;

    /// <summary>Notes a failure that was not the template's damage.</summary>
    public void Count(string key) => facts.Write(Kind, key, (Recent(key) + 1).ToString(CultureInfo.InvariantCulture));

    private int Recent(string key) =>
        facts.Read(Kind, key) is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var count)
            && (nowUtc?.Invoke() ?? DateTime.UtcNow) - facts.WrittenUtc(Kind, key) < Remembered
            ? count
            : 0;
}
