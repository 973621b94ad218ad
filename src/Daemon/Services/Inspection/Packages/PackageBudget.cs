using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>Collects packages as long as they fit into memory. The largest installations have some 10,000 packages with
/// 10 MiB of text; a database made to exhaust the appliance has more.</summary>
internal sealed class PackageBudget
{
    private const int MaxPackages = 200_000;
    private const long MaxCharacters = 64 << 20;

    private readonly List<InstalledPackage> _packages = [];
    private long _characters;

    /// <summary>The packages by name; those of one name as the guest has them.</summary>
    public IReadOnlyList<InstalledPackage> Sorted => [.. _packages.OrderBy(p => p.Name, StringComparer.Ordinal)];

    public void AddAll(IEnumerable<InstalledPackage> packages, CancellationToken cancellationToken)
    {
        foreach (var package in packages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _characters += package.Description.Length + package.Summary.Length + package.Name.Length + package.Version.Length + package.Url.Length;
            if (_packages.Count == MaxPackages || _characters > MaxCharacters)
            {
                throw new OperationFailedException("the guest's package database is larger than any real one: it may be damaged", Errno.EFBIG);
            }

            _packages.Add(package);
        }
    }
}
