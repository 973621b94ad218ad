using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GuestCtl.Cli.Mounting;

/// <summary>This program once more, to go on after the command has ended.</summary>
internal static partial class BackgroundProcess
{
    /// <summary>In the environment of the second process.</summary>
    private const string Marker = "GUESTCTL_IN_BACKGROUND";

    /// <summary>What the second process prints when all is well.</summary>
    public const string Ready = "ready";

    /// <summary>Whether this is the second process.</summary>
    public static bool IsThis { get; } = Environment.GetEnvironmentVariable(Marker) == "1";

    /// <summary>Starts the same command line again, and waits until the new process is ready or has failed. It tells the user itself what is wrong.</summary>
    /// <param name="keepsInput">Whether the new process may read this one's standard input, until it is ready.</param>
    /// <param name="cancellation">Ends the new process.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> StartAsync(bool keepsInput, CancellationToken cancellation)
    {
        var start = Describe(Environment.GetCommandLineArgs().Skip(1));
        start.RedirectStandardInput = !keepsInput;
        using var process = Process.Start(start)!;
        if (!keepsInput)
        {
            process.StandardInput.Close();
        }

        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) == Ready)
            {
                return ExitCode.Ok;
            }

            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>This program with other arguments, to be started as the second process. It says <see cref="Ready"/> on its standard output.</summary>
    public static ProcessStartInfo Describe(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return new ProcessStartInfo(program, isHosted ? arguments.Prepend(Environment.GetCommandLineArgs()[0]) : arguments)
        {
            RedirectStandardOutput = true, Environment = { [Marker] = "1" },
        };
    }

    /// <summary>Tells the first process that all is well, and leaves the terminal to the user.</summary>
    /// <param name="keepsErrors">Whether errors still go where they went.</param>
    public static void Detach(bool keepsErrors = false)
    {
        NewSession();
        Console.Out.WriteLine(Ready);
        Console.Out.Flush();
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        foreach (var descriptor in StandardDescriptors(keepsErrors ? 2 : 3))
        {
            Duplicate(nowhere.DangerousGetHandle().ToInt32(), descriptor);
        }
    }

    // The console keeps descriptors of its own for the standard streams: whoever waits for the end of a pipe would wait for those too.
    private static List<int> StandardDescriptors(int count)
    {
        const string Descriptors = "/proc/self/fd/";
        string?[] targets = [.. Enumerable.Range(0, count).Select(standard => new FileInfo(Descriptors + standard).LinkTarget)];
        return
        [
            .. Enumerable.Range(0, count),
            .. from path in Directory.GetFileSystemEntries(Descriptors)
               let descriptor = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)
               where descriptor > 2 && new FileInfo(path).LinkTarget is { } target && target != "/dev/null" && targets.Contains(target)
               select descriptor,
        ];
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
