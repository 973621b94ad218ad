using System.ComponentModel;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using GuestCtl.Qemu;

namespace GuestCtl.Drives;

/// <summary>Runs <c>qemu-img</c>, where possible under limits: an image from a stranger may make it eat memory or run for ever.</summary>
internal static class ImageTool
{
    // Reading a header needs a hundredth of these; the limits are for images that lie about their sizes.
    private const long MaxAddressSpace = 1L << 30;
    private const int MaxProcessorSeconds = 10;

    /// <summary>Looks at an image.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="DriveException">It failed.</exception>
    /// <exception cref="QemuNotFoundException">It is not installed.</exception>
    public static Task<string> InspectAsync(string what, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        RunAsync(what, arguments, limited: true, cancellation);

    /// <summary>Makes an image, which may rightly take long.</summary>
    /// <exception cref="DriveException">It failed.</exception>
    /// <exception cref="QemuNotFoundException">It is not installed.</exception>
    public static Task CreateAsync(string what, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        RunAsync(what, arguments, limited: false, cancellation);

    private static async Task<string> RunAsync(string what, IReadOnlyList<string> arguments, bool limited, CancellationToken cancellation)
    {
        var tool = QemuSearch.FindImageTool();
        var (program, words) = limited && QemuSearch.FindProgram("prlimit") is { } prlimit
            ? (prlimit, (IEnumerable<string>)[Limit("as", MaxAddressSpace), Limit("cpu", MaxProcessorSeconds), "--", tool, .. arguments])
            : (tool, arguments);
        try
        {
            var result = await Cli.Wrap(program).WithArguments(words).WithValidation(CommandResultValidation.None)
                .WithEnvironmentVariables(environment => environment.Set("LC_ALL", "C"))
                .ExecuteBufferedAsync(cancellation).ConfigureAwait(false);
            return result.ExitCode == 0 ? result.StandardOutput : throw new DriveException(string.Create(CultureInfo.InvariantCulture,
                $"{what} failed: qemu-img ended with exit code {result.ExitCode} and said: {result.StandardError.Trim()}"), DriveException.InputOutput);
        }
        catch (Win32Exception e)
        {
            throw new QemuNotFoundException($"'{program}' cannot be run: {(e.InnerException ?? e).Message}", e);
        }
    }

    private static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
}
