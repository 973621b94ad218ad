namespace GuestCtl.Client.Tests.Handle;

/// <summary>Properties of a handle that was never launched. Defaults are libguestfs's documented ones.</summary>
public sealed class PropertyTests : IDisposable
{
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void Flags_have_their_defaults_and_keep_what_is_set()
    {
        (string Name, bool Default, Func<bool> Get, Action<bool> Set)[] flags =
        [
            ("autosync", true, _guest.GetAutosync, _guest.SetAutosync),
            ("verbose", false, _guest.GetVerbose, _guest.SetVerbose),
            ("trace", false, _guest.GetTrace, _guest.SetTrace),
            ("recovery_proc", true, _guest.GetRecoveryProc, _guest.SetRecoveryProc),
            ("network", false, _guest.GetNetwork, _guest.SetNetwork),
            ("pgroup", false, _guest.GetPgroup, _guest.SetPgroup),
            ("direct", false, _guest.GetDirect, _guest.SetDirect),
        ];
        foreach (var (name, initial, get, set) in flags)
        {
            Assert.True(get() == initial, name);
            set(!initial);
            Assert.True(get() != initial, name);
        }
    }

    [Fact]
    public void Memsize_is_1280_and_at_least_256()
    {
        Assert.Equal(1280, _guest.GetMemsize());
        _guest.SetMemsize(512);
        Assert.Equal(512, _guest.GetMemsize());
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.SetMemsize(255)).Errno);
        Assert.Equal(512, _guest.GetMemsize());
    }

    [Fact]
    public void Smp_is_1_to_255()
    {
        Assert.Equal(1, _guest.GetSmp());
        _guest.SetSmp(255);
        Assert.Equal(255, _guest.GetSmp());
        Assert.Contains("1 to 255", Assert.Throws<GuestOperationException>(() => _guest.SetSmp(256)).Message);
        Assert.Contains("1 to 255", Assert.Throws<GuestOperationException>(() => _guest.SetSmp(0)).Message);
    }

    [Fact]
    public void The_hypervisor_can_be_set_by_its_new_and_its_old_name()
    {
        _guest.SetHv("/opt/qemu");
        Assert.Equal("/opt/qemu", _guest.GetHv());
        _guest.SetQemu("/opt/other");
        Assert.Equal("/opt/other", _guest.GetQemu());
    }

    [Fact]
    public void Append_is_null_until_it_is_set()
    {
        Assert.Null(_guest.GetAppend());
        _guest.SetAppend("debug");
        Assert.Equal("debug", _guest.GetAppend());
        _guest.SetAppend(null);
        Assert.Null(_guest.GetAppend());
    }

    [Fact]
    public void The_search_path_is_the_cache_until_it_is_set()
    {
        Assert.Equal(_guest.Settings.EffectiveCacheDirectory, _guest.GetPath());
        _guest.SetPath("/a:/b");
        Assert.Equal("/a:/b", _guest.GetPath());
        _guest.SetPath(null);
        Assert.Equal(_guest.Settings.EffectiveCacheDirectory, _guest.GetPath());
    }

    [Fact]
    public void Directories_are_made_absolute()
    {
        _guest.SetTmpdir("/usr/./lib/");
        Assert.Equal("/usr/lib", _guest.GetTmpdir());
        _guest.SetCachedir("/usr/lib");
        Assert.Equal("/usr/lib", _guest.GetCachedir());
        _guest.SetTmpdir(null);
        Assert.NotEqual("/usr/lib", _guest.GetTmpdir());
    }

    [Theory]
    [InlineData("/no/such/place", "the directory '/no/such/place' does not exist: make it first", Errno.ENOENT)]
    [InlineData("", "the directory '' does not exist: make it first", Errno.ENOENT)]
    [InlineData("/dev/null", "'/dev/null' is not a directory: temporary files need one", Errno.EINVAL)]
    public void Directories_must_be_there(string name, string reason, int errno)
    {
        var before = _guest.GetTmpdir();
        var error = Assert.Throws<GuestOperationException>(() => _guest.SetTmpdir(name));
        Assert.Equal((reason, errno), (error.Detail, error.Errno));
        Assert.Equal(before, _guest.GetTmpdir());
        Assert.Equal(reason, Assert.Throws<GuestOperationException>(() => _guest.SetCachedir(name)).Detail);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:")]
    [InlineData("é")]
    public void An_identifier_has_plain_characters_only(string identifier)
        => Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.SetIdentifier(identifier)).Errno);

    [Fact]
    public void Program_and_identifier_keep_what_is_set()
    {
        _guest.SetProgram("tester");
        Assert.Equal("tester", _guest.GetProgram());
        Assert.Equal("", _guest.GetIdentifier());
        _guest.SetIdentifier("one");
        Assert.Equal("one", _guest.GetIdentifier());
    }

    [Fact]
    public void The_backend_is_direct_and_old_scripts_may_name_libvirt()
    {
        Assert.Equal("direct", _guest.GetBackend());
        _guest.SetBackend("libvirt:qemu:///session");
        _guest.SetAttachMethod("appliance");
        Assert.Equal("appliance", _guest.GetAttachMethod());
        Assert.Contains("'uml' is not known", Assert.Throws<GuestOperationException>(() => _guest.SetBackend("uml")).Message);
    }

    [Fact]
    public void Backend_settings_are_names_with_or_without_a_value()
    {
        Assert.Empty(_guest.GetBackendSettings());
        _guest.SetBackendSettings(["force_tcg", "gdb=1234", "network_bridge=virbr0"]);
        Assert.Equal("1", _guest.GetBackendSetting("force_tcg"));
        Assert.Equal("1234", _guest.GetBackendSetting("gdb"));
        _guest.SetBackendSetting("gdb", "99");
        Assert.Equal(["force_tcg", "network_bridge=virbr0", "gdb=99"], _guest.GetBackendSettings());
        Assert.Equal(1, _guest.ClearBackendSetting("force_tcg"));
        Assert.Equal(0, _guest.ClearBackendSetting("force_tcg"));
        Assert.Equal(Errno.ESRCH, Assert.Throws<GuestOperationException>(() => _guest.GetBackendSetting("force_tcg")).Errno);
    }

    [Fact]
    public void Config_takes_qemu_arguments_only()
    {
        _guest.Config("-name", "test");
        _guest.Config("-no-hpet", null);
        Assert.Contains("must begin with '-'", Assert.Throws<GuestOperationException>(() => _guest.Config("name", "test")).Message);
    }
}
