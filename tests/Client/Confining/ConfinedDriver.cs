using System.Globalization;
using System.Runtime.CompilerServices;
using GuestCtl.Confining;
using GuestCtl.Drives;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using GuestCtl.Qemu.Arguments;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>Turns a copy of the test program into one that starts something in confinement, so that tests can do that as another user and on
/// another kind of kernel.</summary>
internal static class ConfinedDriver
{
    public const string Variable = "GUESTCTL_TEST_CONFINES";

    // Between the words of what is started.
    public const char Separator = '\u001f';

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } request)
        {
            return;
        }

        var words = request.Split(Separator);
        Environment.Exit(words[0] switch
        {
            "qemu" => StartQemu(),
            "remote" => StartProbe(words[1..], words[5]),
            "limits" => ShowLimits(new Drive { Filename = words[1], Format = words[2], Readonly = bool.Parse(words[3]) }),
            _ => StartProbe(words),
        });
    }

    // The probe in QEMU's place, with what QEMU may see.
    private static int StartProbe(string[] words, string? server = null)
    {
        var left = Enum.Parse<ConfinementLayers>(words[0]);
        var everything = ThrowawayUser.IsNeeded ? (ConfinementLayers)31 : (ConfinementLayers)31 & ~ConfinementLayers.User;
        var process = ConfinedProcess.Start(
            new ConfinementPlan
            {
                Program = words[1],
                Layers = everything & ~left,
                Places = [.. ProgramPlaces.Of(words[1], [], []), .. server is null ? [] : ProgramPlaces.OfNetwork().Append(Place.Device(server))],
                Network = server is not null,
                User = ThrowawayUser.Choose(),
                Environment = ProgramEnvironment.Of(isOpen: false, reachesServers: false),
            },
            [Environment.ProcessId.ToString(CultureInfo.InvariantCulture), .. words[2..], "2"], [], _ => null);
        using var reader = new StreamReader(process.Output);
        Console.Write(reader.ReadToEnd());
        Console.WriteLine("confined by " + process.Report);
        return 0;
    }

    // How long the files of a QEMU may become, before and after it gets a drive.
    private static int ShowLimits(Drive drive)
    {
        using var directory = PrivateDirectory.Create(NullLogger.Instance);
        var machine = VirtualMachine.StartAsync(Spec(directory), NullLogger.Instance).GetAwaiter().GetResult();
        Console.WriteLine(SoftLimitOfFiles(machine.Process.Id));
        machine.OpenAsync(DrivePreparation.Prepare(drive, 0, directory), 0).GetAwaiter().GetResult();
        Console.WriteLine(SoftLimitOfFiles(machine.Process.Id));
        machine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return 0;
    }

    private static string SoftLimitOfFiles(int process) =>
        File.ReadLines($"/proc/{process}/limits").Single(line => line.StartsWith("Max file size", StringComparison.Ordinal))["Max file size".Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];

    private static VirtualMachineSpec Spec(PrivateDirectory directory) => new()
    {
        Qemu = QemuProbe.FindAsync(null, new FactCache(null)).GetAwaiter().GetResult(), Accel = Accelerator.Tcg, Dir = directory, MemoryMiB = 64, Stopped = true,
    };

    // Waits instead of going on later: another thread cannot run code of this module before its initializer, which this is part of, has ended.
    private static int StartQemu()
    {
        using var directory = PrivateDirectory.Create(NullLogger.Instance);
        var machine = VirtualMachine.StartAsync(Spec(directory), NullLogger.Instance).GetAwaiter().GetResult();
        Console.WriteLine("confined by " + machine.Process.Confinement);
        var hasEnded = machine.Process.Exited.IsCompleted;
        machine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return hasEnded ? 1 : 0;
    }
}
