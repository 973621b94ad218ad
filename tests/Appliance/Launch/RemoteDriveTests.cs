using System.Security.Cryptography;
using GuestCtl.Appliance.Tests.Hostile.HostErrors;

namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>Drives that are reached over the network, with every layer around QEMU but the one that would keep it from the network.</summary>
public sealed class RemoteDriveTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public async Task A_disk_of_a_web_server_is_read()
    {
        var content = RandomNumberGenerator.GetBytes(2 * MiB);
        await using var server = new WebDisk(content);
        await using var guest = await LaunchAsync("http", server.Server, "disk.img");
        Assert.Equal(content, await guest.PreadDeviceAsync("/dev/sda", content.Length, 0));
    }

    [Fact]
    public async Task A_disk_behind_a_socket_is_read()
    {
        await using var server = new FailingDisk(MiB);
        await using var guest = await LaunchAsync("nbd", server.Server, "");
        Assert.Equal(new byte[MiB], await guest.PreadDeviceAsync("/dev/sda", MiB, 0));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var failure = await Assert.ThrowsAsync<GuestOperationException>(() => LaunchAsync("nbd", "unix:/nonexistent/socket", ""));
        Assert.Contains("/nonexistent/socket", failure.Message);
        Assert.Contains("No such file or directory", failure.Message);
    }

    [Fact]
    public async Task Ssh_reads_the_users_keys_so_confinement_cannot_be_required_with_it()
    {
        var failure = await Assert.ThrowsAsync<ApplianceException>(() => LaunchAsync("ssh", "127.0.0.1:9", "/disk.img"));
        Assert.Contains("a drive is reached by ssh", failure.Message);
    }

    private static async Task<GuestFs> LaunchAsync(string protocol, string server, string name)
    {
        var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, Confinement = Confinement.Require });
        try
        {
            guest.AddDrive(name, readOnly: true, format: "raw", protocol: protocol, server: [server]);
            await guest.LaunchAsync(TestContext.Current.CancellationToken);
            return guest;
        }
        catch
        {
            await guest.DisposeAsync();
            throw;
        }
    }
}
