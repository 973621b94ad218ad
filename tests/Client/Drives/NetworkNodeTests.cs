using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class NetworkNodeTests
{
    [Theory]
    [InlineData("nbd", "", "unix:/s", """{"driver":"nbd","server":{"type":"unix","path":"/s"}}""")]
    [InlineData("nbd", "/export", "host", """{"driver":"nbd","server":{"host":"host","port":"10809","type":"inet"},"export":"export"}""")]
    [InlineData("https", "/a/b.qcow2", "[::1]:8443", """{"driver":"https","url":"https://[::1]:8443/a/b.qcow2","username":"me"}""")]
    [InlineData("ssh", "disk.img", "host:2222", """{"driver":"ssh","server":{"host":"host","port":"2222"},"path":"/disk.img","user":"me"}""")]
    [InlineData("iscsi", "iqn.2015-12.org.example:x/3", "host", """{"driver":"iscsi","transport":"tcp","portal":"host:3260","target":"iqn.2015-12.org.example:x","lun":3,"user":"me"}""")]
    [InlineData("gluster", "/vol/dir/img", "host:1", """{"driver":"gluster","volume":"vol","path":"dir/img","server":[{"host":"host","port":"1","type":"inet"}]}""")]
    [InlineData("rbd", "pool/image", "mon:1", """{"driver":"rbd","pool":"pool","image":"image","server":[{"host":"mon","port":"1"}],"user":"me"}""")]
    public void Each_protocol_has_qemus_own_form(string protocol, string name, string server, string expected)
    {
        var drive = new Drive { Filename = name, Protocol = protocol, Server = [server], Username = protocol is "nbd" or "gluster" ? null : "me" };
        var node = NetworkNode.Describe(drive, null, new NodeOptions());
        foreach (var common in new[] { "read-only", "cache", "discard" })
            Assert.True(node.Remove(common));
        Assert.Equal(expected, node.ToJsonString());
    }

    [Fact]
    public void A_secret_is_only_named()
    {
        var drive = new Drive { Filename = "/x", Protocol = "http", Server = ["h"], Username = "u", Secret = "hush" };
        var node = NetworkNode.Describe(drive, "hd0-secret", new NodeOptions());
        Assert.Equal("hd0-secret", node["password-secret"]!.GetValue<string>());
        Assert.DoesNotContain("hush", node.ToJsonString());
    }

    [Fact]
    public void A_ceph_key_is_base64()
    {
        Assert.Equal("key"u8.ToArray(), NetworkNode.SecretBytes(new Drive { Filename = "p/i", Protocol = "rbd", Secret = "a2V5" }));
        Assert.Throws<DriveException>(() => NetworkNode.SecretBytes(new Drive { Filename = "p/i", Protocol = "rbd", Secret = "!" }));
    }
}
