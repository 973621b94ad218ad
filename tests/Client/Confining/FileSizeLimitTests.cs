using GuestCtl.Client.Tests.Drives;
using GuestCtl.Client.Tests.Qemu;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>How long a QEMU's files may become. An ordinary user may limit it; root may only where it has the privilege, which containers often lack.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FileSizeLimitTests : IDisposable
{
    private const long Mebibyte = 1 << 20;
    private const long AtStart = 16 * Mebibyte;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("raw", 32, false, 32)]
    [InlineData("raw", 1, false, 16)]
    [InlineData("raw", 100, true, 110 + 64)]
    [InlineData("qcow2", 1000, false, 1100 + 64)]
    public async Task They_can_grow_as_far_as_the_drives_need(string format, int size, bool isReadOnly, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Confinement is Linux's.");
        await RealQemu.FindAsync();
        File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_101_101);
        var path = _directory.File("disk");
        QemuImg.Run("create", "-q", "-f", format, path, $"{size}M");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        var length = format == "raw" ? 0 : new FileInfo(path).Length;

        string[] request = ["limits", path, format, $"{isReadOnly}"];
        var output = Environment.IsPrivilegedProcess
            ? await DriverRun.RunAsync(DriverRun.CopyProgram(Directory.CreateDirectory(_directory.File("copy")).FullName), DriverRun.AsOther, request)
            : await DriverRun.RunAsync(Environment.ProcessPath!, [], request);

        Assert.Equal([AtStart, (expected * Mebibyte) + length], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse));
    }
}
