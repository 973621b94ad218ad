using GuestCtl.Daemon.Services.Archives;

namespace GuestCtl.Daemon.Tests.Archives;

public sealed class AccessListTests
{
    // The bytes are what Linux stores for "setfacl -m u:99:r,g:100:rwx" on a file of mode 640.
    private const string Stored = "02000000" + "01000600ffffffff" + "0200040063000000" + "04000400ffffffff" + "0800070064000000" + "10000700ffffffff" + "20000000ffffffff";

    [Theory]
    [InlineData("user::rw-\nuser:99:r--\ngroup::r--\ngroup:100:rwx\nmask::rwx\nother::---\n")]
    [InlineData("other::---,mask::rwx,user:lisa:r--:99,group:staff:rwx:100,group::r--,user::rw-")]
    [InlineData("u::rw-,u:99:r--\t#effective:r--,g::r--,g:100:rwx,m::rwx,o::---")]
    public void Text_becomes_what_the_kernel_stores(string text)
        => Assert.Equal(Stored, Convert.ToHexStringLower(AccessList.Encode(text, "f")));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("user:lisa:r--")]
    [InlineData("mask:5:r--")]
    [InlineData("user::rwz")]
    [InlineData("::::::")]
    public void Malformed_text_is_refused(string text)
        => Assert.Contains("f: its access list", Assert.Throws<OperationFailedException>(() => AccessList.Encode(text, "f")).Message);

    [Fact]
    public void Too_many_entries_are_refused()
        => Assert.Throws<OperationFailedException>(() => AccessList.Encode(string.Join(',', Enumerable.Range(0, 5000).Select(i => $"user:{i}:r--")), "f"));
}
