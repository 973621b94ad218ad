using System.Diagnostics;

namespace GuestCtl.ApplianceBuilder.Tests.Fixtures;

/// <summary>An independent program of the host that tells whether ours did right.</summary>
public static class HostProgram
{
    public static string Run(string program, string[] arguments, string? directory = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        if (input is not null)
        {
            using var file = File.OpenRead(input);
            try
            {
                file.CopyTo(process.StandardInput.BaseStream);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // cpio is done at the first archive's end, and an initrd has two.
            }
        }
        else
            process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}");
        return output;
    }

    public static void SkipWithout(string program) => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(directory => File.Exists(Path.Combine(directory, program))),
        $"{program} is not installed");
}
