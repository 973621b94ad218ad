using System.Globalization;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>A host that lacks a layer still launches, and says what is missing.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class WithheldLayerTests : IDisposable
{
    private const int NotImplemented = 38;
    private const int NotPermitted = 1;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<int, string, string> Kernels => new()
    {
        { NotImplemented, "444", "landlock" },
        { NotImplemented, "272", "namespaces" },
        { NotPermitted, "272", "namespaces" },
        { NotPermitted, "155", "namespaces" },
        { NotPermitted, "165", "namespaces" },
        { NotImplemented, "436", "" },
        { NotImplemented, "442", "" },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public async Task Qemu_starts_and_the_missing_layer_is_named(int errno, string call, string missing)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "The numbers are Linux's on x86-64.");
        await Qemu.RealQemu.FindAsync();
        var withhold = await CProgram.CompileAsync("withhold", _directory.Path);

        var output = await DriverRun.RunAsync(
            Environment.ProcessPath!, [withhold, errno.ToString(CultureInfo.InvariantCulture), call, "--"], "qemu");

        Assert.Contains("confined by ", output);
        if (missing.Length == 0)
        {
            Assert.DoesNotContain("missing", output);
        }
        else
        {
            Assert.Contains($"missing: {missing} (", output);
        }
    }
}
