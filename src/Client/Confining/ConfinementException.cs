namespace GuestCtl.Confining;

/// <summary>A program could not be started in confinement.</summary>
internal sealed class ConfinementException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether only a part of the layers failed, so that it is worth trying without it. <value>Default: none.</value></summary>
    public ConfinementLayers FailedLayer { get; init; }

    /// <summary>The Unix error number of what failed; 0 where there was none.</summary>
    public int Errno { get; init; }
}
