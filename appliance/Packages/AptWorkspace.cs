using System.Text;

namespace GuestCtl.Appliances.Packages;

/// <summary>A private apt: own sources, state, cache and an empty dpkg status, so that it needs no root and sees nothing of the host's packages.</summary>
internal sealed class AptWorkspace(string directory, ApplianceOptions options)
{
    private static readonly string[] Keyrings =
    [
        "/usr/share/keyrings/debian-archive-keyring.gpg",
        "/usr/share/keyrings/debian-archive-keyring.pgp",
    ];

    internal string Configuration => Path.Combine(directory, "apt.conf");

    internal string Archives => Path.Combine(directory, "cache", "archives");

    /// <summary>Makes the directories and writes the configuration. Packages that an earlier attempt left are kept.</summary>
    internal void Prepare(IEnumerable<string> hostProxySettings)
    {
        foreach (var name in (string[])["state/lists/partial", "cache/archives/partial", "etc/apt.conf.d", "etc/preferences.d", "etc/trusted.gpg.d", "log"])
            Directory.CreateDirectory(Path.Combine(directory, name));
        File.WriteAllText(Path.Combine(directory, "status"), "");
        File.WriteAllText(Path.Combine(directory, "etc", "sources.list"), Sources());
        File.WriteAllText(Configuration, Settings(hostProxySettings));
    }

    private string Sources()
    {
        var keyring = Keyrings.FirstOrDefault(File.Exists) ?? throw new ApplianceBuildException(
            $"Building the appliance checks Debian's packages against its signing keys, but {Keyrings[0]} does not exist. "
            + "Install the package 'debian-archive-keyring'.");
        var sources = new StringBuilder();
        foreach (var (mirror, suite) in new[]
        {
            (options.Mirror, "trixie"), (options.Mirror, "trixie-updates"), (options.SecurityMirror, "trixie-security"),
        })
            sources.Append($"deb [arch=amd64 signed-by={keyring}] {mirror} {suite} main contrib\n");
        return sources.ToString();
    }

    private string Settings(IEnumerable<string> hostProxySettings)
    {
        var settings = new StringBuilder();
        settings.Append(
            $"""
            Dir "{directory}";
            Dir::State "{directory}/state";
            Dir::State::status "{directory}/status";
            Dir::State::lists "{directory}/state/lists";
            Dir::Cache "{directory}/cache";
            Dir::Cache::archives "{directory}/cache/archives";
            Dir::Etc "{directory}/etc";
            Dir::Etc::sourcelist "{directory}/etc/sources.list";
            Dir::Etc::sourceparts "/dev/null";
            Dir::Log "{directory}/log";
            APT::Architecture "amd64";
            APT::Architectures "amd64";
            APT::Install-Recommends "false";
            APT::Install-Suggests "false";
            APT::Sandbox::User "root";
            APT::Update::Error-Mode "any";
            APT::Get::Assume-Yes "true";
            APT::Color "false";
            Acquire::Languages "none";
            Acquire::Retries "2";
            Acquire::http::Timeout "30";
            Acquire::https::Timeout "30";

            """);
        foreach (var line in hostProxySettings)
            settings.Append(line).Append('\n');
        return settings.ToString();
    }
}
