namespace GuestCtl.WarmStart;

/// <summary>The templates that this process has in memory. Handles that need the same share it; it stays a while for the next one.</summary>
internal static class SharedTemplates
{
    // The copy takes 100 MB and a tenth of a second to make: worth keeping between two launches in a row, not for a day.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, Entry> Entries = [];
    private static readonly Lock Gate = new();

    /// <summary>Takes part in a template. Dispose the lease with the machine: as long as one lives, others share its memory.</summary>
    public static Lease Take(string directory, TemplateManifest manifest, CacheKey key)
    {
        var name = $"{directory}\0{manifest.Signature}";
        lock (Gate)
        {
            if (!Entries.TryGetValue(name, out var entry) || entry.Template.Loaded.IsFaulted)
            {
                entry = new Entry(name, Template.Open(directory, manifest, key));
                Entries[name] = entry;
            }
            entry.Users++;
            return new Lease(entry);
        }
    }

    private static void Release(Entry entry)
    {
        lock (Gate)
        {
            if (--entry.Users > 0)
                return;
            // A broken one is of no use to anybody.
            if (entry.Template.Loaded.IsFaulted)
                Forget(entry);
            else
                entry.Timer.Change(Linger, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Expire(Entry entry)
    {
        lock (Gate)
        {
            if (entry.Users == 0)
                Forget(entry);
        }
    }

    private static void Forget(Entry entry)
    {
        if (Entries.TryGetValue(entry.Key, out var current) && current == entry)
            Entries.Remove(entry.Key);
        entry.Timer.Dispose();
        entry.Template.Dispose();
    }

    /// <summary>One handle's part in a template.</summary>
    public sealed class Lease : IDisposable
    {
        private Entry? _entry;

        internal Lease(Entry entry) => _entry = entry;

        public Template Template => _entry?.Template ?? throw new ObjectDisposedException(nameof(Lease));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _entry, null) is { } entry)
                Release(entry);
        }
    }

    internal sealed class Entry
    {
        public Entry(string key, Template template)
        {
            (Key, Template) = (key, template);
            Timer = new Timer(static entry => Expire((Entry)entry!), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public string Key { get; }

        public Template Template { get; }

        public Timer Timer { get; }

        public int Users { get; set; }
    }
}
