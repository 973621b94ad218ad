using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Appliance.Tests.WarmStart;

/// <summary>A cache of its own for templates, with the user's appliance, and a record of what handles logged.</summary>
public sealed class Workshop : IDisposable
{
    private readonly ListLogger _log = new();

    /// <summary>Where the templates are.</summary>
    public string Cache { get; } = Directory.CreateTempSubdirectory("guestctl-warm-").FullName;

    /// <summary>Makes the cache, with what is known of this machine: a broken KVM takes seconds to find out.</summary>
    public Workshop()
    {
        var facts = Path.Combine(ApplianceCache, "facts");
        foreach (var fact in Directory.Exists(facts) ? Directory.GetFiles(facts, "accel-*") : [])
        {
            File.Copy(fact, Path.Combine(Directory.CreateDirectory(Path.Combine(Cache, "facts")).FullName, Path.GetFileName(fact)));
        }
    }

    /// <summary>The user's cache, where the appliance is.</summary>
    public string ApplianceCache { get; } = new GuestFs().Settings.EffectiveCacheDirectory;

    /// <summary>The directories of all templates.</summary>
    public IReadOnlyList<string> Templates => [.. Store.List().Select(template => template.Directory)];

    /// <summary>What was logged, from warnings on.</summary>
    public IReadOnlyList<string> Warnings => _log.Warnings;

    /// <summary>How often a template was saved.</summary>
    public int Saved => _log.Messages.Count(message => message.StartsWith("Saved a template", StringComparison.Ordinal));

    internal TemplateStore Store => new(Cache, _log);

    /// <summary>A handle that is not launched yet.</summary>
    public GuestFs Create(Action<GuestFs>? configure = null, TimeProvider? clock = null)
    {
        var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, LoggerFactory = _log, Clock = clock ?? TimeProvider.System });
        guest.SetPath(ApplianceCache);
        guest.SetCachedir(Cache);
        configure?.Invoke(guest);
        return guest;
    }

    /// <summary>A launched handle with one drive.</summary>
    public async Task<GuestFs> LaunchAsync(Action<GuestFs>? configure = null, TimeProvider? clock = null)
    {
        var guest = Create(configure, clock);
        guest.AddDriveScratch(1 << 20);
        await guest.LaunchAsync();
        Assert.Equal(["/dev/sda"], await guest.ListDevicesAsync());
        return guest;
    }

    /// <summary>Sees to it that there is a template.</summary>
    public async Task<string> PrepareAsync()
    {
        if (Templates.Count == 0)
        {
            await (await LaunchAsync()).DisposeAsync();
        }

        return Templates[0];
    }

    /// <summary>Another one with a copy of this one's template, which this process has not looked at yet.</summary>
    public async Task<Workshop> CopyAsync()
    {
        await PrepareAsync();
        var copy = new Workshop();
        using var cp = System.Diagnostics.Process.Start("cp", ["-a", "--sparse=always", Path.Combine(Cache, "templates"), Path.Combine(Cache, "key"), copy.Cache]);
        await cp.WaitForExitAsync();
        Assert.Equal(0, cp.ExitCode);
        return copy;
    }

    /// <summary>Whether a launched handle came from a template.</summary>
    internal static bool IsWarm(GuestFs guest) => guest.LaunchProfile.Steps.Any(step => step.Step == "first answer")
        && guest.LaunchProfile.Steps.All(step => step.Step != "boot the appliance");

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(Cache, recursive: true);
    }

    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        private readonly List<(LogLevel Level, string Text)> _messages = [];

        public IReadOnlyList<string> Messages => Where(_ => true);

        public IReadOnlyList<string> Warnings => Where(level => level >= LogLevel.Warning);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_messages)
            {
                _messages.Add((logLevel, formatter(state, exception)));
            }
        }

        public void Dispose()
        {
        }

        private List<string> Where(Func<LogLevel, bool> wanted)
        {
            lock (_messages)
            {
                return [.. _messages.Where(message => wanted(message.Level)).Select(message => message.Text)];
            }
        }
    }
}
