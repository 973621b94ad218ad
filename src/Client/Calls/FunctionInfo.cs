using GuestCtl.Protocol.Api;

namespace GuestCtl.Calls;

/// <summary>What the handle must know of a function to call it.</summary>
/// <param name="Path">The full method name on the wire.</param>
/// <param name="Name">The libguestfs name.</param>
/// <param name="Side">Who does the work.</param>
/// <param name="Feature">The feature group it needs, or null.</param>
/// <param name="IsConfigOnly">Whether it may only be called before launch.</param>
/// <param name="IsCancellable">Whether user_cancel ends it.</param>
/// <param name="FieldCost">About how many bytes of memory one field of its reply takes beside the bytes that are in it.</param>
internal sealed record FunctionInfo(string Path, string Name, Side Side, string? Feature, bool IsConfigOnly, bool IsCancellable, int FieldCost);
