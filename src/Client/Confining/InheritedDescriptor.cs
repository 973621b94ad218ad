using System.Runtime.InteropServices;

namespace GuestCtl.Confining;

/// <summary>A descriptor that a program is started with.</summary>
/// <param name="Handle">This process's own; the program gets a copy.</param>
/// <param name="IsOpenedAgain">Whether the program opens its file once more for reading, through <c>/proc/self/fd</c>.</param>
internal sealed record InheritedDescriptor(SafeHandle Handle, bool IsOpenedAgain = false)
{
    /// <summary>The number of the first one in the program; below it are the standard streams.</summary>
    public const int First = 3;
}
