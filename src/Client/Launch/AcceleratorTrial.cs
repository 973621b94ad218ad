using System.Globalization;
using GuestCtl.Confining;
using GuestCtl.Qemu;
using GuestCtl.Qemu.Arguments;
using GuestCtl.SharedMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Launch;

/// <summary>Runs <see cref="AcceleratorBios"/> under an accelerator. Takes 0.05 to 0.1 s when it works, and the deadline when the guest hangs.</summary>
internal static class AcceleratorTrial
{
    /// <summary>How long the guest may take. Where acceleration works it needs a hundredth of this.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <summary>Tries an accelerator.</summary>
    /// <returns>Null when it works; otherwise what happened.</returns>
    public static Task<string?> RunAsync(QemuBinary qemu, Accelerator accelerator, Confiner confiner, CancellationToken cancellation) =>
        OperatingSystem.IsLinux() ? RunInMemoryAsync(qemu, accelerator, confiner, cancellation) : RunFileAsync(qemu, accelerator, cancellation);

    private static async Task<string?> RunInMemoryAsync(QemuBinary qemu, Accelerator accelerator, Confiner confiner, CancellationToken cancellation)
    {
        var image = AcceleratorBios.Create();
        using var bios = SealedMemory.Create(image.Length, "guestctl-bios");
        RandomAccess.Write(bios.File, image, 0);
        bios.Seal();
        return await RunAsync(qemu, accelerator, $"/proc/self/fd/{InheritedDescriptor.First}", new QemuProcessOptions
        {
            Binary = qemu, Confiner = confiner, Descriptors = [new InheritedDescriptor(bios.File)], UsesKvm = accelerator == Accelerator.Kvm,
        }, cancellation).ConfigureAwait(false);
    }

    private static async Task<string?> RunFileAsync(QemuBinary qemu, Accelerator accelerator, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("guestctl-try-");
        try
        {
            var bios = Path.Combine(directory.FullName, "bios.bin");
            await File.WriteAllBytesAsync(bios, AcceleratorBios.Create(), cancellation).ConfigureAwait(false);
            return await RunAsync(qemu, accelerator, bios, new QemuProcessOptions(), cancellation).ConfigureAwait(false);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // The same board and processor as the appliance's: "host" is what makes a nested KVM with half the registers fail.
    private static IReadOnlyList<string> CommandLine(Accelerator accelerator, string bios) => new QemuCommandLine()
        .Add(Flag.Nodefaults).Add(Flag.NoUserConfig).Add(Flag.NoReboot).Add(Flag.DisplayNone)
        .Add(new Machine("q35")).Add(new Accel(accelerator.QemuName())).Add(Cpu.For(accelerator.QemuName()))
        .Add(new Memory(16)).Add(new Bios(bios))
        .Add(Device.IsaDebugExit(AcceleratorBios.ExitPort))
        .ToArguments();

    private static async Task<string?> RunAsync(
        QemuBinary qemu, Accelerator accelerator, string bios, QemuProcessOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var process = QemuProcess.Start(qemu.Path, CommandLine(accelerator, bios), options, NullLogger.Instance);
            var code = await process.Exited.WaitAsync(Deadline, cancellation).ConfigureAwait(false);
            return code == AcceleratorBios.ExitCode ? null : Describe(code, process.ErrorText);
        }
        catch (Exception e) when (e is QemuNotFoundException or LaunchException)
        {
            return e.Message;
        }
        catch (TimeoutException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"a trial guest did not get anywhere within {Deadline.TotalSeconds:0} seconds");
        }
    }

    private static string Describe(int code, string errors)
    {
        var said = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "nothing";
        return string.Create(CultureInfo.InvariantCulture, $"a trial guest ended with exit code {code}; QEMU said: {said}");
    }
}
