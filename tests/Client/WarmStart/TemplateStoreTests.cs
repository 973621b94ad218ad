using System.Runtime.Versioning;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.WarmStart;

[UnsupportedOSPlatform("windows")]
public sealed class TemplateStoreTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryDirectory _directory = new();
    private readonly TemplateStore _store;

    public TemplateStoreTests() => _store = new TemplateStore(_directory.Path, NullLogger.Instance);

    private string Directory => _store.DirectoryOf(Key);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void There_is_none_at_first() => Assert.Null(_store.Find(Key));

    [Fact]
    public async Task What_was_published_is_found_and_lies_in_a_private_place()
    {
        await PublishAsync(Key);
        Assert.Equal(Key, _store.Find(Key)!.Key);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Directory));
        Assert.Equal(Key, Assert.Single(_store.List()).Key);
    }

    [Theory]
    [InlineData("memory", "cut")]
    [InlineData("memory", "empty")]
    [InlineData("memory", "missing")]
    [InlineData("memory", "open to others")]
    [InlineData("memory", "link")]
    [InlineData("state", "cut")]
    [InlineData("state", "empty")]
    [InlineData("state", "missing")]
    [InlineData("state", "fifo")]
    [InlineData("manifest.json", "cut")]
    [InlineData("manifest.json", "empty")]
    [InlineData("manifest.json", "missing")]
    [InlineData("manifest.json", "garbage")]
    [InlineData("manifest.json", "changed")]
    [InlineData("../../key", "another key")]
    public async Task A_damaged_template_is_not_found_and_gone(string file, string damage)
    {
        await PublishAsync(Key);
        Damage(Path.Combine(Directory, file), damage);
        // As another process would find it.
        Assert.Null(new TemplateStore(_directory.Path, NullLogger.Instance).Find(Key));
        Assert.False(System.IO.Directory.Exists(Directory));
    }

    [Fact]
    public async Task One_that_was_made_for_another_machine_is_not_found_under_this_name()
    {
        await PublishAsync(Key);
        var other = new string('f', 32);
        System.IO.Directory.Move(Directory, _store.DirectoryOf(other));
        Assert.Null(_store.Find(other));
    }

    [Fact]
    public async Task One_of_another_owner_is_not_used()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Giving files away needs root");
        await PublishAsync(Key);
        using (var chown = System.Diagnostics.Process.Start("chown", ["nobody", Path.Combine(Directory, "memory")]))
            await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Null(_store.Find(Key));
    }

    [Fact]
    public async Task A_place_that_others_may_enter_is_refused()
    {
        System.IO.Directory.CreateDirectory(_store.Root);
        File.SetUnixFileMode(_store.Root, (UnixFileMode)0b111_111_111);
        var error = await Assert.ThrowsAsync<TemplateException>(() => _store.LockAsync(Key, CancellationToken.None));
        Assert.Contains("open to others", error.Message);
    }

    [Fact]
    public async Task A_place_where_no_file_can_be_made_is_an_error_and_not_a_wait_for_ever()
    {
        // A directory in the lock's place, as any other reason for which it cannot be opened.
        System.IO.Directory.CreateDirectory(_store.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        System.IO.Directory.CreateDirectory(Directory + ".lock");
        var locking = _store.LockAsync(Key, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Contains("no place for templates", (await Assert.ThrowsAsync<TemplateException>(() => locking)).Message);
    }

    [Fact]
    public async Task A_lock_is_held_by_one_at_a_time()
    {
        var first = await _store.LockAsync(Key, CancellationToken.None);
        var second = _store.LockAsync(Key, CancellationToken.None);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task What_a_dead_builder_left_is_neither_found_nor_kept()
    {
        using (await _store.LockAsync(Key, CancellationToken.None))
            File.WriteAllText(Path.Combine(_store.Stage(Key), "memory"), "half");
        Assert.Null(_store.Find(Key));
        Assert.Empty(_store.List());
        _store.Prune(new TemplateLimits());
        Assert.DoesNotContain(System.IO.Directory.GetDirectories(_store.Root), _ => true);
    }

    [Fact]
    public async Task What_a_living_builder_is_at_work_on_stays()
    {
        using (await _store.LockAsync(Key, CancellationToken.None))
        {
            var staging = _store.Stage(Key);
            _store.Prune(TemplateLimits.None);
            Assert.True(System.IO.Directory.Exists(staging));
        }
    }

    [Fact]
    public async Task Pruning_to_none_removes_all()
    {
        await PublishAsync(Key);
        await PublishAsync(new string('e', 32));
        Assert.Equal(2, _store.Prune(TemplateLimits.None).Count);
        Assert.Empty(_store.List());
    }

    private static void Damage(string path, string damage)
    {
        switch (damage)
        {
            case "cut":
                using (var file = File.OpenWrite(path))
                    file.SetLength(file.Length / 2);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "missing":
                File.Delete(path);
                break;
            case "garbage":
                File.WriteAllText(path, "{\"Format\":1,\"Key\":{}}");
                break;
            case "changed":
                File.WriteAllText(path, File.ReadAllText(path).Replace("\"QEMU\"", "\"UMEQ\"", StringComparison.Ordinal));
                break;
            case "another key":
                File.WriteAllBytes(path, new byte[32]);
                break;
            case "open to others":
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
                break;
            case "link":
                File.Move(path, path + ".real");
                File.CreateSymbolicLink(path, path + ".gone");
                break;
            case "fifo":
                File.Delete(path);
                System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExit();
                break;
        }
    }

    private async Task PublishAsync(string key)
    {
        using var held = await _store.LockAsync(key, CancellationToken.None);
        var staging = _store.Stage(key);
        File.WriteAllBytes(TemplateFiles.Memory(staging), new byte[8192]);
        File.WriteAllBytes(TemplateFiles.State(staging), new byte[100]);
        var manifest = new TemplateManifest
        {
            Format = TemplateManifest.CurrentFormat,
            Key = key,
            Salt = "salt",
            CreatedUtc = DateTime.UtcNow,
            MemoryBytes = 8192,
            MemoryHash = "",
            StateBytes = 100,
            StateHash = "",
            Greeting = [],
            Machine = "QEMU",
        };
        File.WriteAllBytes(TemplateFiles.Manifest(staging), manifest.Signed(_store.Key).ToJson());
        _store.Publish(key, staging);
    }
}
