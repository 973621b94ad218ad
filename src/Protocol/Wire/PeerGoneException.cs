namespace GuestCtl.Protocol.Wire;

/// <summary>The peer ended the connection, which is the echo of something else: why its process ended, for example.</summary>
/// <param name="message">Where the connection ended.</param>
public sealed class PeerGoneException(string message) : ProtocolViolationException(message);
