using System.Globalization;
using System.Text.RegularExpressions;

namespace GuestCtl.Appliances.Packages;

/// <summary>Packages from a Debian mirror through the host's apt-get, without root.</summary>
internal sealed partial class AptPackageSource(string directory, ApplianceOptions options) : IPackageSource
{
    private readonly AptWorkspace _workspace = new(directory, options);

    private string Advice =>
        $"Packages come from {options.Mirror} and {options.SecurityMirror}. Check that this machine reaches them "
        + "(a proxy set for apt or in http_proxy is used), or in .NET set ApplianceOptions.Mirror and SecurityMirror. What was downloaded is kept for the next try.";

    public async Task<IReadOnlyList<PackageFile>> FetchAsync(
        IReadOnlyList<string> names, IProgress<ApplianceProgress>? progress, CancellationToken cancel)
    {
        var aptGet = HostTool.Find("apt-get", "apt");
        _workspace.Prepare(await HostProxySettingsAsync(cancel).ConfigureAwait(false));
        progress?.Report(new ApplianceProgress("Reading the package lists", null));
        await RunAsync("Reading Debian's package lists", aptGet, ["update"], null, cancel).ConfigureAwait(false);

        var packages = new List<PackageFile>();
        await RunAsync("Resolving the appliance's packages", aptGet, ["--simulate", "install", .. names], line =>
        {
            if (AptSimulation.Parse(line, _workspace.Archives) is { } package)
                packages.Add(package);
        }, cancel).ConfigureAwait(false);

        var started = 0;
        await RunAsync("Downloading the appliance's packages", aptGet, ["--download-only", "install", .. names], line =>
        {
            if (GetLine().Match(line) is { Success: true } get)
                started = int.Parse(get.Groups[1].Value, CultureInfo.InvariantCulture);
            progress?.Report(new ApplianceProgress("Downloading packages", Math.Min(1, started / (double)packages.Count)));
        }, cancel).ConfigureAwait(false);

        var missing = packages.Find(package => !File.Exists(package.Path));
        if (missing is not null)
            throw new ApplianceBuildException(
                $"apt-get said it downloaded {missing.Name} {missing.Version}, but {missing.Path} does not exist. Delete {directory} and try again.");
        return packages;
    }

    public void Clear()
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }

    [GeneratedRegex(@"\AGet:(\d+) ")]
    private static partial Regex GetLine();

    private async Task RunAsync(
        string purpose, string program, IReadOnlyList<string> arguments, Action<string>? onLine, CancellationToken cancel)
    {
        var command = new BuildCommand(purpose, program, ["-q", .. arguments]) { Advice = Advice };
        command.Environment["APT_CONFIG"] = _workspace.Configuration;
        await command.RunAsync(onLine, cancel).ConfigureAwait(false);
    }

    // The private apt reads none of the host's settings, but without the host's proxy it may reach nothing.
    private static async Task<IReadOnlyList<string>> HostProxySettingsAsync(CancellationToken cancel)
    {
        var lines = new List<string>();
        var dump = new BuildCommand("Reading apt's proxy settings", HostTool.Find("apt-config", "apt"), ["dump"]);
        await dump.RunAsync(line =>
        {
            if (ProxyLine().IsMatch(line))
                lines.Add(line);
        }, cancel).ConfigureAwait(false);
        return lines;
    }

    [GeneratedRegex(@"\AAcquire::https?::(Proxy|Proxy-Auto-Detect|ProxyAutoDetect)(::[^ ]+)? ")]
    private static partial Regex ProxyLine();
}
