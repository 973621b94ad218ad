using System.Diagnostics;
using System.Text.Json;
using GuestCtl.Qemu;

namespace GuestCtl.Client.Tests.Drives;

/// <summary>The independent source of what images are: qemu-img of this machine.</summary>
internal static class QemuImg
{
    public static string Run(params string[] arguments)
    {
        string tool;
        try
        {
            tool = QemuSearch.FindImageTool();
        }
        catch (QemuNotFoundException e) when (Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip(e.Message);
            throw;
        }
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    public static JsonElement Info(string path) => JsonDocument.Parse(Run("info", "--output=json", path)).RootElement;
}
