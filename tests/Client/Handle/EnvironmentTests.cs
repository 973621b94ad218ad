namespace GuestCtl.Client.Tests.Handle;

public sealed class EnvironmentTests : IDisposable
{
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void A_list_of_variables_sets_the_properties()
    {
        _guest.ParseEnvironmentList(
        [
            "LIBGUESTFS_DEBUG=1", "LIBGUESTFS_TRACE=true", "LIBGUESTFS_MEMSIZE=600", "LIBGUESTFS_TMPDIR=/usr", "LIBGUESTFS_CACHEDIR=/etc",
            "LIBGUESTFS_PATH=/p", "LIBGUESTFS_APPEND=a b", "LIBGUESTFS_HV=/q", "LIBGUESTFS_BACKEND=direct", "LIBGUESTFS_BACKEND_SETTINGS=force_tcg:gdb=1", "PATH=/x", "nonsense",
        ]);
        Assert.True(_guest.GetVerbose());
        Assert.True(_guest.GetTrace());
        Assert.Equal(600, _guest.GetMemsize());
        Assert.Equal("/usr", _guest.GetTmpdir());
        Assert.Equal("/etc", _guest.GetCachedir());
        Assert.Equal("/p", _guest.GetPath());
        Assert.Equal("a b", _guest.GetAppend());
        Assert.Equal("/q", _guest.GetHv());
        Assert.Equal(["force_tcg", "gdb=1"], _guest.GetBackendSettings());
    }

    [Fact]
    public void Old_scripts_can_allow_referenced_files_by_a_variable()
    {
        var image = Path.GetTempFileName();
        try
        {
            // An empty text is enough: it is refused for what it could name, and then for being empty.
            File.WriteAllText(image, "# Disk DescriptorFile\n");
            Assert.Contains("GUESTCTL_ALLOW_REFERENCED_FILES=1", Assert.Throws<GuestOperationException>(() => _guest.AddDrive(image, format: "vmdk")).Message);
            _guest.ParseEnvironmentList(["GUESTCTL_ALLOW_REFERENCED_FILES=1"]);
            Assert.Contains("only flat ones", Assert.Throws<GuestOperationException>(() => _guest.AddDrive(image, format: "vmdk")).Message);
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Theory]
    [InlineData("GUESTCTL_ALLOW_REFERENCED_FILES=maybe")]
    [InlineData("LIBGUESTFS_DEBUG=maybe")]
    [InlineData("LIBGUESTFS_MEMSIZE=lots")]
    [InlineData("LIBGUESTFS_MEMSIZE=1")]
    [InlineData("LIBGUESTFS_BACKEND=uml")]
    public void A_value_that_cannot_be_used_is_named(string variable)
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.ParseEnvironmentList([variable]));
        Assert.Equal(Errno.EINVAL, error.Errno);
        Assert.Contains(variable.Split('=')[1], error.Message);
    }

    [Fact]
    public void The_environment_of_the_process_is_read()
    {
        Environment.SetEnvironmentVariable("LIBGUESTFS_APPEND", "from-environment");
        try
        {
            _guest.ParseEnvironment();
            Assert.Equal("from-environment", _guest.GetAppend());
            using var other = new GuestFs();
            Assert.Equal("from-environment", other.GetAppend());
        }
        finally
        {
            Environment.SetEnvironmentVariable("LIBGUESTFS_APPEND", null);
        }
    }
}
