using GuestCtl.Protocol.Rpc;

namespace GuestCtl;

/// <summary>An exception that says for programs why something failed.</summary>
internal interface IHasReason
{
    ErrorReason Reason { get; }
}
