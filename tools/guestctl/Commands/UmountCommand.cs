using System.CommandLine;
using System.Diagnostics;
using CliWrap.Buffered;
using GuestCtl.Cli.Mounting;
using GuestCtl.Cli.Output;
using GuestCtl.LocalMounts;

namespace GuestCtl.Cli.Commands;

/// <summary>Takes away what <see cref="MountCommand"/> has mounted.</summary>
internal sealed class UmountCommand : CliCommand
{
    private readonly Argument<string> _directory = new("DIRECTORY") { Description = "Where the guest is mounted." };
    private readonly Option<int> _wait = new("--wait") { Description = "How long to try while something uses it, in seconds. Default: 5.", HelpName = "SECONDS", DefaultValueFactory = _ => 5 };

    public UmountCommand(Streams streams)
        : base(streams, "umount", "Unmounts what 'mount' has mounted, and waits until the image is free.")
    {
        Options.Add(_wait);
        Arguments.Add(_directory);
        Examples = [("guestctl umount /tmp/guest", "Writes everything to the image, and lets go of it.")];
    }

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var directory = RealPath.Of(arguments.GetValue(_directory)!);
        var server = GuestMountTable.FindServer(directory)
            ?? throw new CliException($"'{directory}' is not where guestctl has mounted a guest");
        using var process = TryFind(server);

        // Errors of writing must be seen here: afterwards nobody is there to hear of them.
        await RunAsync("sync", ["--", directory], cancellation).ConfigureAwait(false);
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await RunAsync("fusermount3", ["-u", "--", directory], cancellation).ConfigureAwait(false);
                break;
            }
            catch (CliException) when (deadline.Elapsed < TimeSpan.FromSeconds(arguments.GetValue(_wait)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation).ConfigureAwait(false);
            }
        }

        if (process is not null)
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }

        return ExitCode.Ok;
    }

    private static Process? TryFind(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            // It has been killed: there is only the mount left.
            return null;
        }
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var result = await CliWrap.Cli.Wrap(program)
            .WithArguments(arguments)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["LC_ALL"] = "C" })
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation)
            .ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            throw new CliException(result.StandardError.Trim());
        }
    }
}
