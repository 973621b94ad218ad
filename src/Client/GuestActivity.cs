using System.Diagnostics;

namespace GuestCtl;

/// <summary>The library's activities, for tracing with OpenTelemetry and the like.</summary>
public static class GuestActivity
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "GuestCtl";

    internal static ActivitySource Source { get; } = new(SourceName);
}
