using GuestCtl.Confining;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>A device that is open to root alone, as /dev/kvm is on hosts without udev, for a program that is not root any more.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ClosedDeviceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("None", "opened")]
    [InlineData("Namespaces", "Permission denied")]
    public async Task It_is_open_in_the_programs_own_root(string left, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can make devices.");
        File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_101_101);
        var device = _directory.File("zero");
        using (var mknod = System.Diagnostics.Process.Start("mknod", ["-m", "600", device, "c", "1", "5"]))
        {
            await mknod.WaitForExitAsync();
            Assert.SkipUnless(mknod.ExitCode == 0, "This container cannot make devices.");
        }

        var program = await CProgram.CompileAsync("device", _directory.Path);
        var process = ConfinedProcess.Start(
            new ConfinementPlan
            {
                Program = program,
                Layers = (ConfinementLayers)31 & ~Enum.Parse<ConfinementLayers>(left),
                Places = [.. ProgramPlaces.Of(program, [], []), Place.Device(device)],
                User = ThrowawayUser.Choose(),
                Environment = ProgramEnvironment.Of(isOpen: false, reachesServers: false),
            },
            [device], [], _ => null);

        using var reader = new StreamReader(process.Output);
        Assert.Equal(expected, (await reader.ReadToEndAsync()).Trim());
        // The host's own device is what it was.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(device));
    }
}
