using System.Collections.Frozen;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Why an operation failed, for programs.</summary>
public sealed class ErrorReason
{
    /// <summary>The errno and the message are all there is.</summary>
    public static readonly ErrorReason None = new(Reason.None);

    /// <summary>A reason.</summary>
    public ErrorReason(Reason reason, IReadOnlyDictionary<string, string>? arguments = null)
        => (Reason, Arguments) = (reason, arguments ?? FrozenDictionary<string, string>.Empty);

    internal ErrorReason(Reason reason, params ReadOnlySpan<(string Name, string Value)> arguments)
        => (Reason, Arguments) = (reason, arguments.ToArray().ToDictionary(pair => pair.Name, pair => pair.Value));

    /// <summary>The reason itself.</summary>
    public Reason Reason { get; }

    /// <summary>Its arguments, by the names that its description has.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; }
}
