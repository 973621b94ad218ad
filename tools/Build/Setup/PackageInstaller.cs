namespace GuestCtl.Build.Setup;

/// <summary>Installs Debian packages, or says exactly how to.</summary>
internal sealed class PackageInstaller(Privileges privileges, Func<string, string?> find)
{
    // Another apt may be running, for example the one that a freshly booted machine starts by itself.
    private static readonly string[] Install =
        ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y", "--no-install-recommends"];

    public static PackageInstaller OfThisMachine { get; } = new(Privileges.OfThisProcess, Tool.Find);

    public IReadOnlyList<Requirement> Missing(IEnumerable<Requirement> requirements) =>
        [.. requirements.Where(requirement => !requirement.IsMet(find))];

    /// <summary>Brings what is missing; does nothing, and asks for nothing, when all is there.</summary>
    public async Task EnsureAsync(IEnumerable<Requirement> requirements, CancellationToken cancellation)
    {
        var missing = Missing(requirements);
        if (missing.Count == 0)
        {
            return;
        }

        var packages = missing.Select(requirement => requirement.Package).ToList();
        if (find("apt-get") is null)
        {
            throw new BuildException(
                $"This machine lacks {Names(missing)}, and has no apt-get to install it with. Install it your system's way, then run this again.");
        }

        if (await privileges.PrefixAsync() is not { } prefix)
        {
            throw new BuildException(
                $"This machine lacks {string.Join(", ", packages)}, and only root may install packages. Run this line, then try again:"
                + $"{Environment.NewLine}    {privileges.LineFor(["apt-get", "install", "-y", "--no-install-recommends", .. packages])}");
        }

        Progress.Note($"installing {string.Join(", ", packages)}");
        try
        {
            await AsRootAsync(prefix, [.. Install, .. packages], cancellation);
        }
        catch (BuildException)
        {
            // The package lists may be missing or old. One dead source must not stop the others from being read.
            await UpdateListsAsync(prefix, cancellation);
            await AsRootAsync(prefix, [.. Install, .. packages], cancellation);
        }

        if (Missing(missing) is { Count: > 0 } still)
        {
            throw new BuildException($"apt-get succeeded, yet this machine still lacks {Names(still)}.");
        }
    }

    private static async Task UpdateListsAsync(IReadOnlyList<string> prefix, CancellationToken cancellation)
    {
        try
        {
            await AsRootAsync(prefix, ["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"], cancellation);
        }
        catch (BuildException failure)
        {
            Progress.Warn(failure.Message);
        }
    }

    private static async Task AsRootAsync(IReadOnlyList<string> prefix, string[] command, CancellationToken cancellation)
    {
        string[] whole = [.. prefix, "env", "DEBIAN_FRONTEND=noninteractive", .. command];
        await Tool.RunAsync(whole[0], whole[1..], cancellation);
    }

    private static string Names(IEnumerable<Requirement> requirements) => string.Join(
        ", ", requirements.Select(requirement => $"{string.Join(" or ", requirement.AnyOf)} (package {requirement.Package}: {requirement.Purpose})"));
}
