namespace GuestCtl.Appliances.Packages;

/// <summary>Where the packages come from: apt in real life, packages made by hand in tests.</summary>
internal interface IPackageSource
{
    /// <summary>Brings the named packages and all they depend on.</summary>
    Task<IReadOnlyList<PackageFile>> FetchAsync(
        IReadOnlyList<string> names, IProgress<ApplianceProgress>? progress, CancellationToken cancel);

    /// <summary>Deletes what was downloaded.</summary>
    void Clear();
}
