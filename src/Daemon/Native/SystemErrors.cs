using System.Runtime.InteropServices;

namespace GuestCtl.Daemon.Native;

/// <summary>What the C library says of errors.</summary>
internal static class SystemErrors
{
    /// <summary>The error of the last imported call on this thread.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The text for an error, such as "No such file or directory".</summary>
    public static string Text(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
