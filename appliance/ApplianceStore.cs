using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GuestCtl.Appliances.Packages;
using GuestCtl.Appliances.Recipes;
using GuestCtl.Appliances.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Appliances;

/// <summary>Finds the appliance in the user's cache, and builds it when it is not there. Safe to use from many processes at once.</summary>
public sealed class ApplianceStore
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    private readonly ApplianceOptions _options;
    private readonly Recipe _recipe;
    private readonly CacheLayout _layout;
    private readonly IPackageSource _source;
    private readonly ILogger _logger;

    /// <summary>Creates a store; nothing is read or written before the first call.</summary>
    /// <param name="options">Where things are.</param>
    public ApplianceStore(ApplianceOptions options)
        : this(options, Recipe.Embedded(), null)
    {
    }

    internal ApplianceStore(ApplianceOptions options, Recipe recipe, IPackageSource? source)
    {
        _options = options;
        _recipe = recipe;
        _layout = new CacheLayout(options.CacheDirectory ?? CacheLayout.DefaultRoot());
        _source = source ?? new AptPackageSource(_layout.Apt, options);
        _logger = options.Logger ?? NullLogger.Instance;
    }

    /// <summary>Free space in bytes that a build asks for before it starts.</summary>
    internal long SpaceNeeded { get; init; } = DiskSpace.Needed;

    private string BaseDirectory => _layout.Base(_recipe.Hash);

    /// <summary>Finds the appliance, or builds it: about half a minute and 200 MB of download.</summary>
    /// <param name="progress">Told of each step; null for none.</param>
    /// <param name="cancel">Stops a build. What was downloaded is kept for the next one.</param>
    /// <exception cref="ApplianceBuildException">It could not be built; the message says why and what to do.</exception>
    public async Task<Appliance> EnsureAsync(IProgress<ApplianceProgress>? progress, CancellationToken cancel) =>
        Find() ?? await BuildAsync(force: false, progress, cancel).ConfigureAwait(false);

    /// <summary>Finds the appliance of this version and daemon. Its files are checked for presence and size, not for content.</summary>
    /// <returns>The appliance, or null when it is not built or not complete.</returns>
    /// <exception cref="ApplianceBuildException">The daemon does not exist.</exception>
    public Appliance? Find() => Find(new DaemonFile(_options.DaemonPath ?? DaemonFile.DefaultPath));

    /// <summary>Builds the appliance.</summary>
    /// <param name="force">True builds it anew, with the newest packages, even when it is there.</param>
    /// <param name="progress">Told of each step; null for none.</param>
    /// <param name="cancel">Stops the build. What was downloaded is kept for the next one.</param>
    /// <exception cref="ApplianceBuildException">It could not be built; the message says why and what to do.</exception>
    public async Task<Appliance> BuildAsync(bool force, IProgress<ApplianceProgress>? progress, CancellationToken cancel)
    {
        var daemon = new DaemonFile(_options.DaemonPath ?? DaemonFile.DefaultPath);
        var steps = new StepReporter(progress, _logger);
        try
        {
            Directory.CreateDirectory(_layout.Root);
            using var _ = await LockAsync(steps, cancel).ConfigureAwait(false);
            new Publication(_layout).RemoveLeftovers();
            if (force || ReadBase() is null)
                await BuildBaseAsync(steps, cancel).ConfigureAwait(false);
            var initrds = new Initrds(BaseDirectory, ReadBase()!);
            if (initrds.Find(daemon) is null)
            {
                steps.Report(new ApplianceProgress("Writing the initrd", null));
                await initrds.WriteAsync(daemon, cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (DiskFull.IsCauseOf(e))
        {
            throw new ApplianceBuildException($"Building the appliance in {_layout.Root}: {e.Message}\n{DiskFull.Advice}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApplianceBuildException(
                $"Building the appliance in {_layout.Root}: {e.Message}\nThe directory must exist and be writable by this user, or set another "
                + "cache directory (LIBGUESTFS_CACHEDIR or XDG_CACHE_HOME in the environment, set_cachedir, or ApplianceOptions.CacheDirectory in .NET).", e);
        }
        return Find(daemon) ?? throw new ApplianceBuildException(
            $"The appliance was built in {BaseDirectory}, but is not complete there. Does something else delete files in {_layout.Root}?");
    }

    /// <summary>Reads all files of an appliance and compares them with the hashes in its manifest.</summary>
    /// <exception cref="ApplianceBuildException">A file is damaged or missing; the message names it.</exception>
    public async Task VerifyAsync(Appliance appliance, CancellationToken cancel)
    {
        foreach (var file in appliance.Manifest.Files)
        {
            var path = Path.Combine(appliance.Directory, file.Name);
            var found = File.Exists(path) ? await FileHash.Sha256Async(path, cancel).ConfigureAwait(false) : "no file";
            if (found != file.Sha256)
                throw new ApplianceBuildException(
                    $"The appliance's file {path} is damaged: expected SHA-256 {file.Sha256}, found {found}. Build the appliance again (BuildAsync with force).");
        }
    }

    /// <summary>Deletes the appliance with all its initrds. Running virtual machines must be shut down before.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(_layout.Root))
            return;
        using var _ = await LockAsync(null, cancel).ConfigureAwait(false);
        new Publication(_layout).Discard(BaseDirectory);
        _source.Clear();
    }

    /// <summary>Deletes appliances of other versions of this library, leftovers of killed builds, and all initrds but the newest.</summary>
    public async Task PruneAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(_layout.Root))
            return;
        using var _ = await LockAsync(null, cancel).ConfigureAwait(false);
        var publication = new Publication(_layout);
        publication.RemoveLeftovers();
        foreach (var directory in Directory.GetDirectories(_layout.Root).Where(path => path != BaseDirectory && CacheLayout.IsBase(path)))
            publication.Discard(directory);
        if (ReadBase() is { } manifest)
            new Initrds(BaseDirectory, manifest).Prune(keep: 1);
    }

    // One builder at a time, across processes.
    private Task<FileLock> LockAsync(IProgress<ApplianceProgress>? progress, CancellationToken cancel) => FileLock.TakeAsync(
        _layout.LockFile, LockPoll, () => progress?.Report(new ApplianceProgress("Waiting for another process that builds the appliance", null)), cancel);

    private Appliance? Find(DaemonFile daemon)
    {
        if (ReadBase() is not { } manifest || new Initrds(BaseDirectory, manifest).Find(daemon) is not { } initrd)
            return null;
        var complete = manifest with { Files = [.. manifest.Files, initrd.File] };
        return new Appliance(
            BaseDirectory,
            Path.Combine(BaseDirectory, CacheLayout.Kernel),
            Path.Combine(BaseDirectory, initrd.File.Name),
            Path.Combine(BaseDirectory, CacheLayout.RootImage),
            complete,
            ContentHash(complete));
    }

    private ApplianceManifest? ReadBase()
    {
        var manifest = ManifestJson.ReadManifest(Path.Combine(BaseDirectory, CacheLayout.Manifest));
        return manifest is not null && manifest.Recipe == _recipe.Hash && manifest.Files.All(file => SizeCheck.IsIntact(BaseDirectory, file))
            ? manifest
            : null;
    }

    private async Task BuildBaseAsync(StepReporter steps, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new ApplianceBuildException(
                $"The appliance can only be built on x86-64 Linux; this is {RuntimeInformation.OSDescription} on {RuntimeInformation.OSArchitecture}. "
                + $"Build it on such a machine and copy its directory to {_layout.Root} (see docs/appliance.md).");
        DiskSpace.Require(_layout.Root, SpaceNeeded);
        var clock = Stopwatch.StartNew();
        var publication = new Publication(_layout);
        var staged = publication.Stage();
        try
        {
            await new BaseBuild(_recipe, _source).RunAsync(staged, steps, cancel).ConfigureAwait(false);
            publication.SetAside(BaseBuild.TreeOf(staged), _options.KeepPackages ? _layout.KeptTree : null);
            publication.Publish(staged, BaseDirectory);
        }
        finally
        {
            publication.Discard(staged);
        }
        if (!_options.KeepPackages)
            _source.Clear();
        BuildLog.Built(_logger, BaseDirectory, clock.Elapsed.TotalSeconds);
    }

    private static string ContentHash(ApplianceManifest manifest)
    {
        var text = string.Concat(manifest.Files.Select(file => $"{file.Name} {file.Sha256}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
