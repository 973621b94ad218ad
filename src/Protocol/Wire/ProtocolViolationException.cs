namespace GuestCtl.Protocol.Wire;

/// <summary>The peer broke the protocol, or the connection broke. The connection cannot be used again.</summary>
/// <param name="message">What was seen.</param>
/// <param name="inner">The error below, if any.</param>
public class ProtocolViolationException(string message, Exception? inner = null) : IOException(message, inner);
