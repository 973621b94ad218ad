using Microsoft.Extensions.Logging;

namespace GuestCtl.Appliances.Store;

/// <summary>Passes progress on to the caller, and logs each step once.</summary>
internal sealed class StepReporter(IProgress<ApplianceProgress>? caller, ILogger logger) : IProgress<ApplianceProgress>
{
    private string? _step;

    public void Report(ApplianceProgress value)
    {
        if (Interlocked.Exchange(ref _step, value.Step) != value.Step)
            BuildLog.Step(logger, value.Step);
        caller?.Report(value);
    }
}
