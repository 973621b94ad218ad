namespace GuestCtl.Server;

/// <summary>A failure that the program found itself.</summary>
/// <param name="message">One line: what was tried, what is wrong, what to do.</param>
/// <param name="inner">The cause, if it was an exception.</param>
internal sealed class ServerException(string message, Exception? inner = null) : Exception(message, inner);
