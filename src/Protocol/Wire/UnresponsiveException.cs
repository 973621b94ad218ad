using System.Globalization;

namespace GuestCtl.Protocol.Wire;

/// <summary>Nothing came from the peer for too long although calls were open.</summary>
/// <param name="limit">How long.</param>
public sealed class UnresponsiveException(TimeSpan limit)
    : ProtocolViolationException(string.Create(CultureInfo.InvariantCulture, $"the appliance stopped responding: nothing came from it for {limit.TotalSeconds:0.#} s"));
