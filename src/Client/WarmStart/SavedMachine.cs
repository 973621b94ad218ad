namespace GuestCtl.WarmStart;

/// <summary>What was written of a machine.</summary>
/// <param name="MemoryBytes">Length of its memory.</param>
/// <param name="MemoryHash">The signature of the pages that hold anything.</param>
/// <param name="StateBytes">Length of its devices' state.</param>
/// <param name="StateHash">The signature of that.</param>
internal sealed record SavedMachine(long MemoryBytes, string MemoryHash, int StateBytes, string StateHash);
