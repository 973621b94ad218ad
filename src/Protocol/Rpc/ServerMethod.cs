namespace GuestCtl.Protocol.Rpc;

/// <summary>One bound method of a service.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Run">Runs one call of it to its end frame.</param>
/// <param name="IsImmediate">Whether it never waits for anything, so that it can run before the next frame is read.</param>
internal sealed record ServerMethod(string Name, Func<ServerCall, Task> Run, bool IsImmediate);
