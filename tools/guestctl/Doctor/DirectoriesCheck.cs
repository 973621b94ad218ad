using GuestCtl.Handle;
using GuestCtl.Launch;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether there is a place for sockets, with a path short enough, and one for temporary files.</summary>
internal sealed class DirectoriesCheck(HandleSettings settings) : ICheck
{
    // As long as any socket's name that a launch makes.
    private const string LongestName = "channel.sock";

    public string Name => "Directories";

    public Task<Finding> RunAsync(CancellationToken cancellation)
    {
        try
        {
            using var directory = PrivateDirectory.Create(NullLogger.Instance, temporaryBase: settings.EffectiveTemporaryDirectory);
            directory.SocketPath(LongestName);
            var sockets = Path.GetDirectoryName(directory.Sockets);
            var files = Path.GetDirectoryName(directory.Files);
            return Task.FromResult(Finding.Fine(sockets == files ? $"sockets and temporary files in {files}" : $"sockets in {sockets}, temporary files in {files}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Finding.Problem(e.Message, "Set XDG_RUNTIME_DIR and TMPDIR to directories of yours with short paths."));
        }
    }
}
