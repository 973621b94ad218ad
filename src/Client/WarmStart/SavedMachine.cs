namespace GuestCtl.WarmStart;

/// <summary>What was written of a machine.</summary>
/// <param name="MemoryBytes">Length of its memory.</param>
/// <param name="MemoryHash">XXH128 over the pages that hold anything.</param>
/// <param name="StateBytes">Length of its devices' state.</param>
/// <param name="StateHash">XXH128 over that.</param>
internal sealed record SavedMachine(long MemoryBytes, string MemoryHash, int StateBytes, string StateHash);
