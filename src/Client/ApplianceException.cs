namespace GuestCtl;

/// <summary>The appliance could not be launched, or was lost. The handle is dead; every later call says why.</summary>
/// <param name="message">What was tried, what happened, and what to do.</param>
/// <param name="consoleTail">The last lines of the appliance's console, or empty.</param>
/// <param name="inner">The error below, if any.</param>
public class ApplianceException(string message, string consoleTail = "", Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The last lines that the appliance's kernel and daemon printed; empty when there were none.</summary>
    public string ConsoleTail { get; } = consoleTail;
}
