using GuestCtl.Cli.Output;
using GuestCtl.Handle;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether the cache directory can be written and has room for the appliance.</summary>
internal sealed class SpaceCheck(HandleSettings settings, Func<bool> isBuilt) : ICheck
{
    private const long NeededToBuild = 1_500_000_000;
    private const long NeededToRun = 200_000_000;

    public string Name => "Cache";

    public Task<Finding> RunAsync(CancellationToken cancellation)
    {
        var directory = settings.EffectiveCacheDirectory;
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".doctor-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            var free = new DriveInfo(directory).AvailableFreeSpace;
            var needed = isBuilt() ? NeededToRun : NeededToBuild;
            var what = $"{directory}, {ByteSize.Format(free)} free";
            return Task.FromResult(free >= needed
                ? Finding.Fine(what)
                : Finding.Problem(what, $"{ByteSize.Format(needed)} are needed. Free some space, or set XDG_CACHE_HOME to a directory on another disk."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Finding.Problem($"{directory} cannot be written: {e.Message}", "Mend its permissions, or set XDG_CACHE_HOME to another directory."));
        }
    }
}
