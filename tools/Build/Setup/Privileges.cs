using CliWrap;

namespace GuestCtl.Build.Setup;

/// <summary>How this process may become root: it is root, sudo lets it without asking, or not at all.</summary>
internal sealed class Privileges(bool isRoot, bool sudoIsInstalled, Func<Task<bool>> sudoNeedsNoPassword)
{
    public static Privileges OfThisProcess { get; } = new(
        Environment.IsPrivilegedProcess,
        Tool.Find("sudo") is not null,
        async () => (await Cli.Wrap("sudo").WithArguments(["-n", "true"]).WithValidation(CommandResultValidation.None).ExecuteAsync()).IsSuccess);

    /// <summary>What to put before a command so that it runs as root, or null when that needs the user.</summary>
    public async Task<IReadOnlyList<string>?> PrefixAsync() =>
        isRoot ? [] : sudoIsInstalled && await sudoNeedsNoPassword() ? ["sudo", "-n"] : null;

    /// <summary>The exact line that a user can paste to run a command as root. No argument may need quoting.</summary>
    public string LineFor(IReadOnlyList<string> command) =>
        sudoIsInstalled ? $"sudo {string.Join(' ', command)}" : $"su -c \"{string.Join(' ', command)}\"";
}
