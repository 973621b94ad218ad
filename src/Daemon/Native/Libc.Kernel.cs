using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    private const long SysFinitModule = 313;
    private const int RebootPowerOff = 0x4321fedc;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long FinitModuleRaw(long number, int fd, string parameters, int flags);

    [LibraryImport("libc", EntryPoint = "reboot", SetLastError = true)]
    private static partial int RebootRaw(int command);

    [LibraryImport("libc", EntryPoint = "clock_settime", SetLastError = true)]
    private static unsafe partial int ClockSettimeRaw(int clock, Timespec* time);

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetenvRaw(string name, string value, int overwrite);

    /// <summary>Loads an uncompressed kernel module. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool LoadModule(SafeFileHandle file) => FinitModuleRaw(SysFinitModule, Fd(file), "", 0) == 0;

    /// <summary>Stops the machine. Returns only on failure.</summary>
    public static void PowerOff() => _ = RebootRaw(RebootPowerOff);

    /// <summary>Sets the wall clock.</summary>
    public static unsafe bool SetClock(Timespec time) => ClockSettimeRaw(0, &time) == 0;

    /// <summary>Sets a variable for the C libraries of this process.</summary>
    public static void SetEnvironment(string name, string value) => _ = SetenvRaw(name, value, 1);
}
