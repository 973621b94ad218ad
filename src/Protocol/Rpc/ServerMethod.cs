namespace GuestCtl.Protocol.Rpc;

/// <summary>One bound method of a service.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Run">Runs one call of it to its end frame.</param>
internal sealed record ServerMethod(string Name, Func<ServerCall, Task> Run);
