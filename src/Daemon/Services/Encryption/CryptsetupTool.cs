using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Encryption;

/// <summary>Runs cryptsetup, which never asks anything, and tells its errors apart.</summary>
internal static class CryptsetupTool
{
    // What it says, and the errno for it.
    private static readonly (string Text, int Errno)[] Reasons =
    [
        ("No key available", Errno.EPERM),
        ("Keyslot open failed", Errno.EPERM),
        ("already exists", Errno.EEXIST),
        ("in use", Errno.EBUSY),
        ("busy", Errno.EBUSY),
        ("Not enough available memory", Errno.ENOMEM),
        ("Out of memory", Errno.ENOMEM),
        ("Read-only", Errno.EROFS),
        ("Input/output error", Errno.EIO),
    ];

    /// <summary>Runs a command and returns what it printed.</summary>
    /// <param name="about">What the command is about, for errors.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="arguments">Its arguments: never a key.</param>
    /// <exception cref="OperationFailedException">What it said. EPERM: the key is wrong. EBUSY: the device is in use. EINVAL: most others.</exception>
    public static async Task<string> RunAsync(string about, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Tool.TryRunAsync("cryptsetup", ["-q", .. arguments], cancellationToken);
        return result.Succeeded ? result.Output : throw Failure(about, result);
    }

    private static OperationFailedException Failure(string about, ToolResult result)
    {
        var said = string.Join(' ', result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var errno = Reasons.FirstOrDefault(reason => said.Contains(reason.Text, StringComparison.Ordinal)).Errno;
        var hint = errno == Errno.ENOMEM ? " (raise memsize: the key needs as much memory as it was made with)" : "";
        return new OperationFailedException(
            $"{about}: cryptsetup: {(said.Length > 0 ? said : Meaning(result.ExitCode))}{hint}", errno != 0 ? errno : CodeErrno(result.ExitCode));
    }

    // Its exit codes, for when it says nothing.
    private static string Meaning(int exitCode) => exitCode switch
    {
        1 => "wrong parameters, or not a device of this type",
        2 => "no key is available with this passphrase",
        3 => "out of memory",
        4 => "wrong device",
        5 => "the device exists already or is in use",
        _ => $"failed with exit code {exitCode} and said nothing",
    };

    private static int CodeErrno(int exitCode) => exitCode switch
    {
        2 => Errno.EPERM,
        3 => Errno.ENOMEM,
        5 => Errno.EBUSY,
        _ => Errno.EINVAL,
    };
}
