using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GuestCtl.Launch;

namespace GuestCtl.Server.Listening;

/// <summary>Where callers connect: a unix socket, or a port of this machine that other machines cannot reach.</summary>
/// <param name="EndPoint">A <see cref="UnixDomainSocketEndPoint"/> or a loopback <see cref="IPEndPoint"/>.</param>
internal sealed record ListenAddress(EndPoint EndPoint)
{
    private const string UnixScheme = "unix:";
    private const string SocketName = "guestctl-server.sock";

    /// <summary>The file of a unix socket; null for a port.</summary>
    public string? SocketPath => EndPoint is UnixDomainSocketEndPoint ? EndPoint.ToString() : null;

    /// <summary>The socket in the user's runtime directory.</summary>
    /// <exception cref="FormatException">There is no such directory.</exception>
    public static ListenAddress Default(string? runtimeDirectory) => string.IsNullOrEmpty(runtimeDirectory)
        ? throw new FormatException("XDG_RUNTIME_DIR is not set, so there is no default address: say where to listen, such as --listen unix:/path/to/socket.")
        : Unix(UnixScheme + Path.Combine(runtimeDirectory, SocketName));

    /// <summary>Reads unix:/path or http://ADDRESS:PORT.</summary>
    /// <exception cref="FormatException">It is neither, or other machines could reach it.</exception>
    public static ListenAddress Parse(string text)
    {
        if (text.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            return Unix(text);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
        {
            throw new FormatException($"'{text}' is not an address to listen on: write unix:/path or http://127.0.0.1:PORT.");
        }

        if (uri.Scheme == "https")
        {
            throw new FormatException($"'{text}': the gateway has no TLS. Listen on a unix socket, and let ssh or a proxy with TLS lead to it.");
        }

        var host = uri.DnsSafeHost == "localhost" ? "127.0.0.1" : uri.DnsSafeHost;
        return IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)
            ? new ListenAddress(new IPEndPoint(address, uri.Port))
            : throw new FormatException(
                $"'{text}' could be reached from other machines, and the gateway has neither encryption nor a login. "
                + "Listen on 127.0.0.1 or a unix socket, and let ssh or a proxy with TLS lead to it.");
    }

    public override string ToString() => SocketPath is { } path ? UnixScheme + path : $"http://{EndPoint}";

    private static ListenAddress Unix(string text)
    {
        var path = text[UnixScheme.Length..];
        if (!Path.IsPathRooted(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new FormatException($"'{text}' is not the absolute path of a socket: write unix:/path/to/socket.");
        }

        path = Path.GetFullPath(path);
        var length = Encoding.UTF8.GetByteCount(path);
        return length <= PrivateDirectory.MaxSocketPathBytes ? new ListenAddress(new UnixDomainSocketEndPoint(path)) : throw new FormatException(string.Create(
            CultureInfo.InvariantCulture, $"The socket path '{path}' has {length} bytes, and the system allows {PrivateDirectory.MaxSocketPathBytes}: choose a shorter one."));
    }
}
