using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>What the client's reader of a stream needs to know of its call.</summary>
/// <param name="Client">The connection's client side.</param>
/// <param name="Method">The full name.</param>
/// <param name="Task">The call's end, whose error is that of the stream.</param>
internal sealed record StreamEnd(FrameClient Client, string Method, Task<Frame> Task);
