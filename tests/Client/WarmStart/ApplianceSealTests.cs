using System.Runtime.Versioning;
using System.Security.Cryptography;
using GuestCtl.Appliances;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.WarmStart;

[SupportedOSPlatform("linux")]
public sealed class ApplianceSealTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Appliances.Appliance _appliance;

    public ApplianceSealTests()
    {
        var files = new[] { "kernel", "initrd-1.cpio", "root.img" }.Select(name =>
        {
            var content = RandomNumberGenerator.GetBytes(1000);
            _directory.WriteFile(name, content);
            return new ApplianceFile(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        }).ToArray();
        _appliance = new Appliances.Appliance(
            _directory.Path, _directory.File("kernel"), _directory.File("initrd-1.cpio"), _directory.File("root.img"),
            new ApplianceManifest("recipe", "6.12", DateTimeOffset.UnixEpoch, [], files), "hash");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Untouched_files_pass_again_and_again()
    {
        await CheckAsync();
        await CheckAsync();
    }

    [Theory]
    [InlineData("kernel")]
    [InlineData("initrd-1.cpio")]
    [InlineData("root.img")]
    public async Task A_changed_byte_is_noticed_even_when_its_time_was_set_back(string name)
    {
        await CheckAsync();
        var path = _directory.File(name);
        var time = File.GetLastWriteTimeUtc(path);
        using (var file = File.OpenWrite(path))
        {
            file.Position = 500;
            file.WriteByte(0);
            file.WriteByte(1);
        }

        File.SetLastWriteTimeUtc(path, time);

        var failure = await Assert.ThrowsAsync<ApplianceBuildException>(CheckAsync);
        Assert.Contains(path, failure.Message);
    }

    [Fact]
    public async Task A_forged_seal_is_no_seal()
    {
        await CheckAsync();
        foreach (var seal in Directory.GetFiles(_directory.File("cache/seals")))
        {
            File.WriteAllText(seal, new string('0', 64));
        }

        File.WriteAllBytes(_directory.File("root.img"), new byte[1000]);
        await Assert.ThrowsAsync<ApplianceBuildException>(CheckAsync);
    }

    [Fact]
    public async Task A_file_that_was_only_copied_is_read_once_and_sealed_anew()
    {
        await CheckAsync();
        var path = _directory.File("root.img");
        File.Copy(path, path + ".copy");
        File.Move(path + ".copy", path, overwrite: true);
        await CheckAsync();
    }

    private Task CheckAsync() => new ApplianceSeal(_directory.File("cache"), NullLogger.Instance).CheckAsync(
        _appliance, new ApplianceStore(new ApplianceOptions { CacheDirectory = _directory.Path }), CancellationToken.None);
}
