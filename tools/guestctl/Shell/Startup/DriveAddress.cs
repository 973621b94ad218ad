namespace GuestCtl.Cli.Shell.Startup;

/// <summary>The address of a disk, such as ssh://user@host/disk.img.</summary>
/// <param name="Protocol">How it is reached.</param>
/// <param name="Server">The server as the library takes it; null for none.</param>
/// <param name="Path">The name of the disk there.</param>
/// <param name="User">The user on the server; null for none.</param>
/// <param name="Secret">The password; null for none.</param>
internal sealed record DriveAddress(string Protocol, string? Server, string Path, string? User, string? Secret)
{
    private const string Socket = "socket=";

    /// <summary>Reads an address; null for what is none, and so is the name of a file.</summary>
    public static DriveAddress? TryParse(string text)
    {
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        if (separator <= 0 || !text[..separator].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.') || File.Exists(text))
        {
            return null;
        }

        var protocol = text[..separator].ToLowerInvariant();
        var rest = text[(separator + 3)..];
        var (before, query) = Cut(rest, '?');
        var slash = before.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? before : before[..slash];
        var path = Uri.UnescapeDataString(slash < 0 ? "" : before[slash..]);
        var at = authority.LastIndexOf('@');
        var (user, secret) = at < 0 ? (null, null) : Cut(authority[..at], ':');
        var host = authority[(at + 1)..];
        var server = query is not null && query.StartsWith(Socket, StringComparison.Ordinal) ? "unix:" + Uri.UnescapeDataString(query[Socket.Length..])
            : host.Length == 0 ? null
            : host;
        return new DriveAddress(protocol, server, Name(protocol, path), user is null ? null : Uri.UnescapeDataString(user), secret is null ? null : Uri.UnescapeDataString(secret));
    }

    // Of these the path is a name, which does not begin with the slash.
    private static string Name(string protocol, string path) => protocol is "nbd" or "rbd" or "gluster" or "iscsi" or "sheepdog" ? path.TrimStart('/') : path;

    private static (string Before, string? After) Cut(string text, char separator)
        => text.IndexOf(separator, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);
}
