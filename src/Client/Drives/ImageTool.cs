using System.ComponentModel;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using GuestCtl.Qemu;

namespace GuestCtl.Drives;

/// <summary>Runs <c>qemu-img</c> to make images. It is given none to read.</summary>
internal static class ImageTool
{
    /// <summary>Makes an image, which may rightly take long.</summary>
    /// <exception cref="DriveException">It failed.</exception>
    /// <exception cref="QemuNotFoundException">It is not installed.</exception>
    public static async Task CreateAsync(string what, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var tool = QemuSearch.FindImageTool();
        try
        {
            var result = await Cli.Wrap(tool).WithArguments(arguments).WithValidation(CommandResultValidation.None)
                .WithEnvironmentVariables(environment => environment.Set("LC_ALL", "C"))
                .ExecuteBufferedAsync(cancellation).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw new DriveException(string.Create(CultureInfo.InvariantCulture,
                    $"{what} failed: qemu-img ended with exit code {result.ExitCode} and said: {result.StandardError.Trim()}"), Errno.EIO);
        }
        catch (Win32Exception e)
        {
            throw new QemuNotFoundException($"'{tool}' cannot be run: {(e.InnerException ?? e).Message}", e);
        }
    }
}
