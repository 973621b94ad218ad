using System.Globalization;
using System.Runtime.CompilerServices;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Launch;

/// <summary>
/// Turns a copy of the test program into one that owns a QEMU, prints its process id and waits to be killed. So the test kills a real .NET
/// process, without a program of its own.
/// </summary>
internal static class OwnerProgram
{
    public const string Variable = "GUESTCTL_TEST_OWNS_QEMU";

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
            return;
        var process = QemuProcess.Start(QemuSearch.FindEmulator(), ["-machine", "none", "-S", "-nodefaults", "-display", "none"], new(), NullLogger.Instance);
        Console.WriteLine(process.Id.ToString(CultureInfo.InvariantCulture));
        Thread.Sleep(TimeSpan.FromMinutes(5));
        Environment.Exit(1);
    }
}
