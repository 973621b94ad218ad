using GuestCtl.Appliances;

namespace GuestCtl.ApplianceBuilder.Tests.Fixtures;

/// <summary>A store over a fake package, with a daemon and a cache of its own.</summary>
internal sealed class FakeStore : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    internal FakeStore(bool slow = false)
    {
        HostProgram.SkipWithout("dpkg-deb");
        Package = FakePackages.Make(_directory, slow);
        Daemon = _directory.Write("guestctld", KernelFixture.Elf("GNU", 1));
        Packages = new FakePackages(Package);
    }

    internal string Package { get; }

    internal string Daemon { get; set; }

    internal FakePackages Packages { get; }

    internal string Cache => _directory["cache"];

    internal ApplianceStore Store(string recipe = "1", long spaceNeeded = 0, bool keep = false) =>
        new(new ApplianceOptions { CacheDirectory = Cache, DaemonPath = Daemon, KeepPackages = keep }, FakePackages.Recipe(recipe), Packages)
        {
            SpaceNeeded = spaceNeeded,
        };

    internal string Write(string name, byte[] content) => _directory.Write(name, content);

    internal IEnumerable<string> CacheEntries() => Directory.GetFileSystemEntries(Cache).Select(path => Path.GetFileName(path)!);

    public void Dispose() => _directory.Dispose();
}
