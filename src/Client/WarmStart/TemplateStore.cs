using GuestCtl.Appliances.Store;
using GuestCtl.Launch;
using Microsoft.Extensions.Logging;

namespace GuestCtl.WarmStart;

/// <summary>The templates in the user's cache: a directory for each, put in place whole by a rename, and never written to again.</summary>
/// <param name="cacheDirectory">The user's cache.</param>
/// <param name="logger">Told what goes wrong and what is removed.</param>
internal sealed class TemplateStore(string cacheDirectory, ILogger logger)
{
    // Long against a launch that waits for another one's template, short against what its user notices.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private const string StagingSuffix = ".new";
    private const string LockSuffix = ".lock";

    private CacheKey? _key;

    /// <summary>Where they are.</summary>
    public string Root { get; } = Path.Combine(cacheDirectory, "templates");

    /// <summary>What signs the templates.</summary>
    /// <exception cref="TemplateException">There is no place for it.</exception>
    public CacheKey Key => _key ??= CacheKey.Open(cacheDirectory);

    /// <summary>Finds a template.</summary>
    /// <returns>Its manifest, or null when there is none. One that is damaged or not safe is removed.</returns>
    /// <exception cref="TemplateException">Somebody else's files are in its place.</exception>
    public TemplateManifest? Find(string key)
    {
        var directory = DirectoryOf(key);
        if (!Directory.Exists(directory))
            return null;
        try
        {
            TemplateFiles.CheckOwner(directory);
            var manifest = TemplateManifest.Read(TemplateFiles.Manifest(directory)) ?? throw new TemplateException("its manifest cannot be read");
            if (manifest.Key != key)
                throw new TemplateException("it was made for another machine");
            if (!manifest.IsSigned(Key))
                throw new TemplateException("its manifest was changed, or signed with another key");
            CheckLength(TemplateFiles.Memory(directory), manifest.MemoryBytes);
            CheckLength(TemplateFiles.State(directory), manifest.StateBytes);
            Touch(directory);
            return manifest;
        }
        catch (Exception e) when (e is TemplateException or IOException or UnauthorizedAccessException)
        {
            WarmStartLog.Unusable(logger, directory, e.Message);
            if (!Discard(key))
                throw new TemplateException($"'{directory}' cannot be used ({e.Message}) nor removed. Remove it, or turn warm start off", e);
            return null;
        }
    }

    /// <summary>The directory of a template.</summary>
    public string DirectoryOf(string key) => Path.Combine(Root, key);

    /// <summary>Waits until nobody else makes the template. The kernel frees the lock of a process that dies.</summary>
    /// <exception cref="TemplateException">There is no place for templates.</exception>
    public async Task<IDisposable> LockAsync(string key, CancellationToken cancellation)
    {
        try
        {
            UserRoot.CreatePrivate(Root);
            if (UserRoot.IsPrivate(Root))
                return await FileLock.TakeAsync(DirectoryOf(key) + LockSuffix, Poll, waiting: null, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TemplateException($"there is no place for templates: {e.Message}", e);
        }
        throw new TemplateException($"'{Root}' belongs to another user, is a link, or is open to others. Remove it, or set XDG_CACHE_HOME");
    }

    /// <summary>An empty directory to put a template together in. With the lock held, what is there is a dead builder's.</summary>
    public string Stage(string key)
    {
        var staging = DirectoryOf(key) + StagingSuffix;
        Remove(staging);
        UserRoot.CreatePrivate(staging);
        return staging;
    }

    /// <summary>Removes what was put together and will not be published.</summary>
    public void Unstage(string key) => Remove(DirectoryOf(key) + StagingSuffix);

    /// <summary>Puts a complete template in its place.</summary>
    public void Publish(string key, string staging)
    {
        Remove(DirectoryOf(key));
        Directory.Move(staging, DirectoryOf(key));
        WarmStartLog.Published(logger, DirectoryOf(key));
    }

    /// <summary>Removes a template. Machines that were made from it do not notice.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool Discard(string key) => Remove(DirectoryOf(key));

    /// <summary>All templates, the most recently used first.</summary>
    public IReadOnlyList<StoredTemplate> List() => !Directory.Exists(Root)
        ? []
        : [.. Directory.EnumerateDirectories(Root).Where(path => !path.EndsWith(StagingSuffix, StringComparison.Ordinal))
            .Select(StoredTemplate.Describe).OrderByDescending(template => template.UsedUtc)];

    /// <summary>Removes templates that are damaged, too old or too many, and what dead builders left.</summary>
    /// <returns>Those that were removed.</returns>
    public IReadOnlyList<StoredTemplate> Prune(TemplateLimits limits)
    {
        var removed = limits.Choose(List(), DateTime.UtcNow).Where(template => Remove(template.Directory)).ToList();
        foreach (var staging in Directory.Exists(Root) ? Directory.GetDirectories(Root, "*" + StagingSuffix) : [])
        {
            using var held = FileLock.TryTake(staging[..^StagingSuffix.Length] + LockSuffix);
            if (held is not null)
                Remove(staging);
        }
        return removed;
    }

    private static void CheckLength(string path, long length)
    {
        if (new FileInfo(path).Length != length)
            throw new TemplateException($"'{path}' has {new FileInfo(path).Length} bytes instead of {length}");
    }

    // When it was last used is what pruning goes by; a cache that cannot be written is no error.
    private static void Touch(string directory)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(directory, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private bool Remove(string directory)
    {
        try
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
                WarmStartLog.Removed(logger, directory);
            }
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WarmStartLog.NotRemoved(logger, directory, e.Message);
            return !Directory.Exists(directory);
        }
    }
}
