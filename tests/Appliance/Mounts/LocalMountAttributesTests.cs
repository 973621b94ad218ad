using System.Runtime.Versioning;

namespace GuestCtl.Appliance.Tests.Mounts;

/// <summary>What stat shows of a mounted guest right after a change is what the guest has, although the host's kernel keeps attributes.</summary>
[SupportedOSPlatform("linux")]
public sealed class LocalMountAttributesTests(ScratchFixture fixture) : LocalMountCase(fixture), IClassFixture<ScratchFixture>
{
    // The kernel keeps each field for itself, and a program asks for those that it wants: so each field is asked for alone, as by `stat -c %a`.
    private const string Listing = "for field in %f %h %u %g %s %Y %Z; do find . -name lost+found -prune -o -exec stat -c \"%n $field\" {} + | LC_ALL=C sort; done";

    private const string AccessList = """
        set_acl() { python3 -c '
        import os, struct, sys
        entries = [(1, 6, -1), (2, int(sys.argv[2]), 33), (4, 4, -1), (16, 7, -1), (32, 0, -1)]
        acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
        os.setxattr(sys.argv[1], "system.posix_acl_access", acl)' "$@"; }
        drop_acl() { python3 -c 'import os, sys; os.removexattr(sys.argv[1], "system.posix_acl_access")' "$@"; }

        """;

    private readonly ScratchFixture _fixture = fixture;

    [Theory]
    [InlineData("copies", "cp -p /bin/true a", "cp -p /bin/true a", "mkdir d && cp -p /bin/true d/x && ln d/x d/y && ln d/x d/z && ln -s x d/l", "cp -a d e", "install -m 751 /bin/true i", "tar -cf - d | (mkdir t && tar -C t -xpf -)")]
    [InlineData("permissions", "touch a && chmod 4755 a", "chown 5:6 a", "chmod 2600 a; chgrp 7 a", "mkdir -m 2777 d && touch d/f && mkdir d/d")]
    [InlineData("access lists", "echo x > a && chmod 600 a", "set_acl a 7", "set_acl a 0", "drop_acl a", "chmod 640 a", "ln a b && set_acl b 7", "drop_acl b")]
    [InlineData("sizes and times", "echo x > a", "truncate -s 100000 a", "echo more >> a", ": > a", "touch -d '2001-01-01 UTC' a", "touch a", "dd if=/dev/zero of=a bs=4096 seek=3 count=2 status=none")]
    [InlineData("several names", "echo x > a", "ln a b", "ln a c && ln b d", "chmod 640 b", "chown 5:6 c", "echo more >> d", "touch -d '2001-01-01 UTC' a", "truncate -s 1 b", ": > c", "rm d", "mv c e", "mkdir g && mv e g/e", "mv g h", "chmod 600 a", "echo x > n && mv n a", "rm h/e")]
    public void What_stat_shows_after_a_change_is_what_the_guest_has(string kind, params string[] changes)
    {
        Mount();
        foreach (var change in changes)
        {
            Assert.Equal("", Run($"{AccessList} cd '{{0}}' && {change}"));
            var shown = Run($"cd '{{0}}' && {Listing}");
            Assert.Equal($"{kind}: {change}\n{_fixture.Shell($"cd /sysroot && {Listing}").TrimEnd('\n')}", $"{kind}: {change}\n{shown.TrimEnd('\n')}");
        }
    }

    [Fact]
    public void Content_written_through_one_name_is_read_through_the_other()
    {
        Mount();
        Assert.Equal("old\n", Run("cd '{0}' && echo old > a && ln a b && cat b"));
        Assert.Equal("new\n", Run("cd '{0}' && exec 3< b && cat <&3 > /dev/null && echo new > a && cat b"));
    }
}
