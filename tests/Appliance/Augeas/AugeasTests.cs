using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Augeas;

[Collection(FilesCollection.Name)]
public sealed class AugeasTests(FilesFixture fixture)
{
    private const string Hosts = "127.0.0.1 localhost lh\n192.168.0.1 pigiron.example.com pigiron\n";

    private const string Root = "/aug";

    // Reading all lenses takes a second or two, so one tree serves most tests.
    private static bool _started;
    private static int _time;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void A_file_is_read_as_a_tree_and_written_again()
    {
        var root = Start(Hosts);
        Assert.Equal(["/files/etc/hosts/1", "/files/etc/hosts/2"], _guest.AugMatch("/files/etc/hosts/*[ipaddr]"));
        Assert.Equal(["/files/etc/hosts/1/alias", "/files/etc/hosts/1/canonical", "/files/etc/hosts/1/ipaddr"], _guest.AugLs("/files/etc/hosts/1"));
        Assert.Equal(("127.0.0.1", "ipaddr"), (_guest.AugGet("/files/etc/hosts/1/ipaddr"), _guest.AugLabel("/files/etc/hosts/1/ipaddr")));
        _guest.AugSet("/files/etc/hosts/1/ipaddr", "10.0.0.1");
        _guest.AugInsert("/files/etc/hosts/2", "01", true);
        _guest.AugSet("/files/etc/hosts/01/ipaddr", "10.0.0.3");
        _guest.AugSet("/files/etc/hosts/01/canonical", "new");
        Assert.Equal(4, _guest.AugRm("/files/etc/hosts/2"));
        _guest.AugSave();
        Assert.Equal("10.0.0.1 localhost lh\n10.0.0.3\tnew\n", _guest.Cat($"{root}/etc/hosts"));
        WriteHosts($"{root}/etc/hosts", "1.1.1.1 one\n");
        _guest.AugLoad();
        Assert.Equal("one", _guest.AugGet("/files/etc/hosts/1/canonical"));
    }

    [Fact]
    public void Nodes_are_moved_cleared_and_set_together()
    {
        Start(Hosts);
        Assert.Equal(2, _guest.AugSetm("/files/etc/hosts/*", "ipaddr", "1.2.3.4"));
        Assert.Equal(2, _guest.AugSetm("/files/etc/hosts/*/canonical", null, "name"));
        Assert.Equal(("1.2.3.4", "name"), (_guest.AugGet("/files/etc/hosts/2/ipaddr"), _guest.AugGet("/files/etc/hosts/2/canonical")));
        _guest.AugMv("/files/etc/hosts/2", "/elsewhere");
        Assert.Equal("1.2.3.4", _guest.AugGet("/elsewhere/ipaddr"));
        _guest.AugClear("/elsewhere/ipaddr");
        Assert.Equal(2, _guest.AugDefvar("all", "/elsewhere/*[label() = 'ipaddr' or label() = 'canonical']"));
        Assert.Equal((1, 1), Pair(_guest.AugDefnode("made", "/elsewhere/made", "value")));
        Assert.Equal((1, 0), Pair(_guest.AugDefnode("made", "/elsewhere/made", "other")));
        Assert.Equal("value", _guest.AugGet("$made"));
        Assert.Equal(0, _guest.AugDefvar("all", null));
    }

    [Fact]
    public void A_lens_reads_other_files()
    {
        var root = Start(Hosts);
        _guest.Write($"{root}/other", "10.1.1.1 other\n"u8.ToArray());
        _guest.AugTransform("Hosts.lns", "/other");
        _guest.AugLoad();
        Assert.Equal("other", _guest.AugGet("/files/other/1/canonical"));
        _guest.AugTransform("Hosts.lns", "/other", remove: true);
        _guest.AugLoad();
        Assert.Empty(_guest.AugMatch("/files/other"));
    }

    [Fact]
    public void A_link_leads_where_it_leads_in_the_guest()
    {
        var root = Start(Hosts);
        // The appliance has this file and the guest has not; then it is the other way round.
        fixture.Shell("echo '9.9.9.9 appliance' > /tmp/hosts");
        _guest.RmF($"{root}/etc/hosts");
        _guest.LnS("/tmp/hosts", $"{root}/etc/hosts");
        _guest.LnS("../../../../../../../../tmp/hosts", $"{root}/etc/fstab");
        _guest.AugLoad();
        Assert.Empty(_guest.AugMatch("/files/etc/*"));
        _guest.MkdirP("/tmp");
        WriteHosts("/tmp/hosts", "8.8.8.8 guest\n");
        _guest.AugLoad();
        Assert.Equal("guest", _guest.AugGet("/files/etc/hosts/1/canonical"));
        _guest.AugSet("/files/etc/hosts/1/canonical", "changed");
        _guest.AugSave();
        Assert.Equal(("8.8.8.8 changed\n", "9.9.9.9 appliance\n"), (_guest.Cat("/tmp/hosts"), fixture.Shell("cat /tmp/hosts")));
        _guest.RmRf("/tmp");
    }

    [Fact]
    public void The_guests_own_lenses_are_not_used()
    {
        var root = Start(Hosts);
        _guest.MkdirP("/usr/share/augeas/lenses/dist");
        _guest.Write("/usr/share/augeas/lenses/dist/hosts.aug", Bytes("module Hosts =\n  let lns = [ key /x/ ]\n"));
        _guest.AugInit(root, 0);
        Assert.Equal("localhost", _guest.AugGet("/files/etc/hosts/1/canonical"));
        _guest.RmRf("/usr");
    }

    [Fact]
    public void File_systems_can_be_unmounted_while_the_tree_is_there()
    {
        _guest.Mkdir("/aug-mnt");
        fixture.Shell("mkfs.ext4 -q -O ^has_journal -E nodiscard,lazy_itable_init=1 /dev/sdd");
        _guest.Mount("/dev/sdd", "/aug-mnt");
        _guest.Mkdir("/aug-mnt/etc");
        _guest.Write("/aug-mnt/etc/hosts", Bytes(Hosts));
        _guest.AugInit("/aug-mnt", 0);
        _guest.Umount("/aug-mnt");
        Assert.Equal("localhost", _guest.AugGet("/files/etc/hosts/1/canonical"));
        _guest.AugLoad();
        Assert.Empty(_guest.AugMatch("/files/etc/hosts"));
        Close();
        fixture.Shell("wipefs -qa /dev/sdd");
    }

    [Fact]
    public void What_cannot_be_saved_is_named()
    {
        Start(Hosts);
        _guest.AugSet("/files/etc/hosts/1/nonsense", "x");
        var error = FilesFixture.Fails(Errno.EIO, "/etc/hosts: put_failed", () => _guest.AugSave());
        Assert.StartsWith("aug_save: saving files failed: ", error.Message);
    }

    [Fact]
    public void Errors_are_those_of_Augeas()
    {
        Start(Hosts);
        FilesFixture.Fails(Errno.ENOENT, "/none: no node matches", () => _guest.AugGet("/none"));
        FilesFixture.Fails(Errno.ENOENT, "/none: no node matches", () => _guest.AugLabel("/none"));
        FilesFixture.Fails(Errno.EINVAL, "Too many matches", () => _guest.AugGet("/files/etc/hosts/*"));
        FilesFixture.Fails(Errno.EINVAL, "Invalid path expression", () => _guest.AugMatch("["));
        FilesFixture.Fails(Errno.EINVAL, "No match", () => _guest.AugInsert("/none", "a", true));
        FilesFixture.Fails(Errno.EINVAL, "zero byte", () => _guest.AugSet("/a", "b\0c"));
        FilesFixture.Fails(Errno.EINVAL, "must not end with a slash", () => _guest.AugLs("/files/"));
        FilesFixture.Fails(Errno.EINVAL, "no sum of flags", () => _guest.AugInit("/", 64));
        _guest.AugInit("/", 32);
        Close();
        FilesFixture.Fails(Errno.EINVAL, "call aug_init first", () => _guest.AugGet("/files"));
        FilesFixture.Fails(Errno.EINVAL, "call aug_init first", () => _guest.AugClose());
    }

    private static (int Count, int Created) Pair(IntBool value) => (value.I, value.B);

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private string Start(string hosts)
    {
        _guest.RmRf(Root);
        _guest.MkdirP($"{Root}/etc");
        WriteHosts($"{Root}/etc/hosts", hosts);
        if (_started)
        {
            _guest.AugLoad();
        }
        else
        {
            _guest.AugInit(Root, 0);
            _started = true;
        }

        return Root;
    }

    // Augeas reads a file again when it has another time.
    private void WriteHosts(string path, string hosts)
    {
        _guest.Write(path, Bytes(hosts));
        _guest.Utimens(path, ++_time, 0, _time, 0);
    }

    private void Close()
    {
        _guest.AugClose();
        _started = false;
    }
}
