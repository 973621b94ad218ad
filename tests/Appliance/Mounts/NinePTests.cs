namespace GuestCtl.Appliance.Tests.Mounts;

/// <summary>list_9p and mount_9p, with two directories of the host that QEMU is told to offer.</summary>
public sealed class NinePTests : IAsyncLifetime
{
    private readonly string _shared = Directory.CreateTempSubdirectory("guestctl-test-").FullName;
    private readonly GuestFs _guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, Confinement = Confinement.Best });

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _guest.DisposeAsync();
        Directory.Delete(_shared, recursive: true);
    }

    [Fact]
    public void A_directory_that_QEMU_offers_is_mounted()
    {
        File.WriteAllText(Path.Combine(_shared, "here"), "from the host");
        foreach (var tag in new[] { "two", "one" })
        {
            _guest.Config("-fsdev", $"local,id={tag},path={_shared},security_model=none");
            _guest.Config("-device", $"virtio-9p-pci,fsdev={tag},mount_tag={tag}");
        }

        _guest.AddDriveScratch(100 << 20);
        _guest.Launch();
        Assert.Equal(["one", "two"], _guest.List9p());
        _guest.Mkmountpoint("/a");
        _guest.Mkmountpoint("/b");
        _guest.Mount9p("one", "/a");
        _guest.Mount9p("two", "/b", options: "ro,version=9p2000.L");
        Assert.Equal("from the host", _guest.Cat("/a/here"));
        _guest.Write("/a/there", "from the guest"u8.ToArray());
        Assert.Equal("from the guest", File.ReadAllText(Path.Combine(_shared, "there")));
        Assert.Equal(Errno.EROFS, Assert.Throws<GuestOperationException>(() => _guest.Touch("/b/x")).Errno);
        Assert.Contains("it offers one, two", Assert.Throws<GuestOperationException>(() => _guest.Mount9p("three", "/a")).Message, StringComparison.Ordinal);
        Assert.Equal(Errno.ENOENT, Assert.Throws<GuestOperationException>(() => _guest.Mount9p("one", "/none")).Errno);
        _guest.UmountAll();
    }

    [Fact]
    public void Without_any_the_list_is_empty()
    {
        _guest.Launch();
        Assert.Empty(_guest.List9p());
        Assert.Contains("it offers none", Assert.Throws<GuestOperationException>(() => _guest.Mount9p("one", "/")).Message, StringComparison.Ordinal);
    }
}
