using System.Globalization;
using System.Text.Json.Nodes;

namespace GuestCtl.Drives;

/// <summary>Composes the JSON of an image that is reached over the network.</summary>
internal static class NetworkNode
{
    private const int NbdPort = 10809;
    private const int SshPort = 22;
    private const int IscsiPort = 3260;
    private const int GlusterPort = 24007;
    private const int CephPort = 6789;

    /// <summary>Makes it.</summary>
    /// <param name="drive">A drive that has been validated.</param>
    /// <param name="secretId">The QEMU object that holds the drive's secret; null when it has none.</param>
    /// <param name="options">How it is used.</param>
    public static JsonObject Describe(Drive drive, string? secretId, NodeOptions options)
    {
        var servers = drive.Server.Select(DriveServer.Parse).ToArray();
        var node = drive.Protocol switch
        {
            "nbd" => Nbd(drive, servers[0]),
            "ssh" => Ssh(drive, servers[0]),
            "iscsi" => Iscsi(drive, servers[0]),
            "gluster" => Gluster(drive, servers[0]),
            "rbd" => Rbd(drive, servers),
            _ => Url(drive, servers[0]),
        };
        if (secretId is not null)
            node[drive.Protocol == "rbd" ? "key-secret" : "password-secret"] = secretId;
        return BlockdevNode.Apply(node, options);
    }

    /// <summary>The bytes of a drive's secret. Ceph's keys are base64 text that stands for bytes; the others are the text itself.</summary>
    public static byte[] SecretBytes(Drive drive)
    {
        if (drive.Protocol != "rbd")
            return System.Text.Encoding.UTF8.GetBytes(drive.Secret!);
        try
        {
            return Convert.FromBase64String(drive.Secret!);
        }
        catch (FormatException e)
        {
            throw new DriveException("The secret of an rbd drive is the Ceph key, which is base64 text.", inner: e);
        }
    }

    private static JsonObject Nbd(Drive drive, DriveServer server)
    {
        var node = new JsonObject { ["driver"] = "nbd", ["server"] = server.ToSocketAddress(NbdPort) };
        // As in an nbd:// URL, where the name follows a slash.
        var export = drive.Filename.StartsWith('/') ? drive.Filename[1..] : drive.Filename;
        if (export.Length > 0)
            node["export"] = export;
        return node;
    }

    private static JsonObject Ssh(Drive drive, DriveServer server)
    {
        var node = new JsonObject
        {
            ["driver"] = "ssh", ["server"] = server.ToInet(SshPort), ["path"] = drive.Filename.StartsWith('/') ? drive.Filename : "/" + drive.Filename,
        };
        if (drive.Username is not null)
            node["user"] = drive.Username;
        return node;
    }

    private static JsonObject Url(Drive drive, DriveServer server)
    {
        var path = drive.Filename.StartsWith('/') ? drive.Filename : "/" + drive.Filename;
        var node = new JsonObject { ["driver"] = drive.Protocol, ["url"] = $"{drive.Protocol}://{server.ToAuthority()}{path}" };
        if (drive.Username is not null)
            node["username"] = drive.Username;
        return node;
    }

    // The name is the target, and the unit after the last slash: iqn.2015-12.org.example:disks/1
    private static JsonObject Iscsi(Drive drive, DriveServer server)
    {
        var name = drive.Filename.TrimStart('/');
        var slash = name.LastIndexOf('/');
        var unit = 0;
        if (slash >= 0 && !int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out unit))
            throw new DriveException($"The iSCSI name '{drive.Filename}' is not understood. Write 'iqn.…', or 'iqn.…/unit' with a number.");
        var portal = server with { Port = server.Port ?? IscsiPort };
        var node = new JsonObject
        {
            ["driver"] = "iscsi", ["transport"] = "tcp", ["portal"] = portal.ToAuthority(),
            ["target"] = slash < 0 ? name : name[..slash], ["lun"] = unit,
        };
        if (drive.Username is not null)
            node["user"] = drive.Username;
        return node;
    }

    private static JsonObject Gluster(Drive drive, DriveServer server)
    {
        var (volume, path) = SplitFirst(drive, drive.Filename.TrimStart('/'), "volume/image");
        return new JsonObject
        {
            ["driver"] = "gluster", ["volume"] = volume, ["path"] = path, ["server"] = new JsonArray(server.ToSocketAddress(GlusterPort)),
        };
    }

    private static JsonObject Rbd(Drive drive, DriveServer[] servers)
    {
        var (pool, image) = SplitFirst(drive, drive.Filename, "pool/image");
        var node = new JsonObject { ["driver"] = "rbd", ["pool"] = pool, ["image"] = image };
        if (servers.Length > 0)
            node["server"] = new JsonArray([.. servers.Select(server => (JsonNode)server.ToInet(CephPort))]);
        if (drive.Username is not null)
            node["user"] = drive.Username;
        return node;
    }

    private static (string First, string Remainder) SplitFirst(Drive drive, string name, string form)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash + 1 < name.Length
            ? (name[..slash], name[(slash + 1)..])
            : throw new DriveException($"The {drive.Protocol} name '{drive.Filename}' is not understood. Write '{form}'.");
    }
}
