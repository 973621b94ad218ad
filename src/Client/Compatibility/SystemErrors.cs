using System.Runtime.InteropServices;

namespace GuestCtl.Compatibility;

/// <summary>What the C library says of errors.</summary>
internal static class SystemErrors
{
    /// <summary>The text for an error, such as "No such file or directory".</summary>
    public static string Text(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
