using System.Globalization;
using System.Text.Json.Nodes;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Drives;

/// <summary>One server of a network drive: <c>host</c>, <c>host:port</c>, <c>[ipv6]:port</c>, <c>tcp:</c> before any of these, or <c>unix:/path</c>.</summary>
/// <param name="Host">Name or address; empty for a unix socket.</param>
/// <param name="Port">Null takes the protocol's own.</param>
/// <param name="SocketPath">Of a unix socket; null for TCP.</param>
internal sealed record DriveServer(string Host, int? Port, string? SocketPath)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="DriveException">It has none of the forms.</exception>
    public static DriveServer Parse(string text)
    {
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            var path = text["unix:".Length..];
            return path.StartsWith('/') ? new DriveServer("", null, path) : throw Bad(text, "a unix socket needs an absolute path");
        }
        var address = text.StartsWith("tcp:", StringComparison.Ordinal) ? text["tcp:".Length..] : text;
        var (host, port) = Split(text, address);
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw Bad(text, "the host's name is not valid");
        return new DriveServer(host, port, null);
    }

    /// <summary>QEMU's <c>InetSocketAddressBase</c>.</summary>
    public JsonObject ToInet(int defaultPort) => new()
    {
        ["host"] = Host,
        ["port"] = (Port ?? defaultPort).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>QEMU's <c>SocketAddress</c>.</summary>
    public JsonObject ToSocketAddress(int defaultPort)
    {
        if (SocketPath is not null)
            return new JsonObject { ["type"] = "unix", ["path"] = SocketPath };
        var address = ToInet(defaultPort);
        address["type"] = "inet";
        return address;
    }

    /// <summary>As it stands in a URL.</summary>
    public string ToAuthority()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? "[" + Host + "]" : Host;
        return Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }

    private static (string Host, int? Port) Split(string text, string address)
    {
        if (address.StartsWith('['))
        {
            var close = address.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
                throw Bad(text, "the ']' is missing");
            return (address[1..close], close + 1 == address.Length ? null : PortOf(text, address[(close + 1)..]));
        }
        var colon = address.LastIndexOf(':');
        // More than one colon without brackets is an IPv6 address without a port.
        return colon < 0 || address.IndexOf(':', StringComparison.Ordinal) != colon
            ? (address, null)
            : (address[..colon], PortOf(text, address[colon..]));
    }

    private static int PortOf(string text, string colonAndPort) =>
        colonAndPort[0] == ':' && int.TryParse(colonAndPort.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw Bad(text, "a port is a number from 1 to 65535");

    private static DriveException Bad(string text, string why) =>
        new($"The server '{text}' is not understood: {why}. Write 'host', 'host:port', '[ipv6]:port' or 'unix:/path'.", reason: Reasons.ServerInvalid(text));
}
