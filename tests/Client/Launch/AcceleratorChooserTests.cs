using GuestCtl.Client.Tests.Qemu;
using GuestCtl.Confining;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Client.Tests.Launch;

public sealed class AcceleratorChooserTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RecordingLogger _logger = new();
    private readonly string _device;

    public AcceleratorChooserTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "KVM is Linux's.");
        _device = _directory.WriteFile("kvm", []);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_accelerator_that_runs_a_guest_is_taken()
    {
        var choice = await ChooseAsync(FakeQemu($"exit {AcceleratorBios.ExitCode}"));

        Assert.Equal(Accelerator.Kvm, choice.Accelerator);
        Assert.Null(choice.Error);
        Assert.DoesNotContain(_logger.Lines, line => line.Level >= LogLevel.Information);
    }

    [Theory]
    [InlineData("echo 'error: failed to set MSR 0x38d' >&2; kill -ABRT $$", "failed to set MSR 0x38d")]
    [InlineData("exec sleep 60", "did not get anywhere within 3 seconds")]
    [InlineData("exit 0", "exit code 0")]
    [InlineData("exit 1", "exit code 1")]
    public async Task A_device_that_opens_but_does_not_work_falls_back_with_one_line(string qemu, string why)
    {
        var choice = await ChooseAsync(FakeQemu(qemu));

        Assert.Equal(Accelerator.Tcg, choice.Accelerator);
        Assert.Null(choice.Error);
        Assert.Contains(why, choice.Reason);
        Assert.Single(_logger.Lines, line => line.Level >= LogLevel.Information);
        Assert.Contains(why, _logger.Lines.Single(line => line.Level >= LogLevel.Information).Text);
    }

    [Fact]
    public async Task A_missing_device_falls_back_quietly()
    {
        var choice = await ChooseAsync(FakeQemu("exit 99"), device: _directory.File("nothing"));

        Assert.Equal(Accelerator.Tcg, choice.Accelerator);
        Assert.Contains("There is no", choice.Reason);
        Assert.DoesNotContain(_logger.Lines, line => line.Level >= LogLevel.Information);
    }

    [Fact]
    public async Task A_device_that_may_not_be_opened_falls_back_quietly_and_says_what_helps()
    {
        // A directory refuses to be opened for writing just as a device of another group does, and for root too.
        var choice = await ChooseAsync(FakeQemu("exit 99"), device: _directory.Path);

        Assert.Equal(Accelerator.Tcg, choice.Accelerator);
        Assert.Contains("group 'kvm'", choice.Reason);
        Assert.DoesNotContain(_logger.Lines, line => line.Level >= LogLevel.Information);
    }

    [Fact]
    public async Task Forcing_emulation_tries_nothing()
    {
        var choice = await ChooseAsync(FakeQemu($"touch '{_directory.File("ran")}'"), AcceleratorPreference.ForceTcg);

        Assert.Equal(Accelerator.Tcg, choice.Accelerator);
        Assert.False(File.Exists(_directory.File("ran")));
    }

    [Fact]
    public async Task Forcing_a_broken_accelerator_is_an_error_and_no_fall_back()
    {
        var choice = await ChooseAsync(FakeQemu("exit 1"), AcceleratorPreference.ForceKvm);

        Assert.Equal(Accelerator.Kvm, choice.Accelerator);
        Assert.Contains("force_kvm", choice.Error);
    }

    [Fact]
    public async Task A_verdict_is_kept_for_the_same_binary()
    {
        var qemu = FakeQemu($"echo run >> '{_directory.File("runs")}'; exit {AcceleratorBios.ExitCode}");

        Assert.False((await ChooseAsync(qemu)).FromCache);
        Assert.True((await ChooseAsync(qemu)).FromCache);
        Assert.False((await ChooseAsync(qemu with { Size = qemu.Size + 1 })).FromCache);
        Assert.Equal(2, File.ReadAllLines(_directory.File("runs")).Length);
    }

    [Fact]
    public async Task The_trial_guest_gets_through_on_emulation() =>
        Assert.Null(await AcceleratorTrial.RunAsync(await RealQemu.FindAsync(), Accelerator.Tcg, Confiner.WithoutMemory(_logger), CancellationToken.None));

    [Fact]
    public async Task On_this_host_a_choice_is_made_in_time()
    {
        var qemu = await RealQemu.FindAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var choice = await ChooseAsync(qemu, device: "/dev/kvm");
        TestContext.Current.SendDiagnosticMessage($"{choice.Accelerator} after {watch.ElapsedMilliseconds} ms: {choice.Reason}");
        Assert.Null(choice.Error);
        Assert.True(watch.Elapsed < AcceleratorTrial.Deadline + TimeSpan.FromSeconds(5));
    }

    private QemuBinary FakeQemu(string commands) => new()
    {
        Path = _directory.WriteScript("qemu", commands), Size = 1, ModifiedUtc = DateTime.UnixEpoch, Version = new(7, 2, 0), HasSandbox = false,
    };

    private Task<AcceleratorChoice> ChooseAsync(
        QemuBinary qemu, AcceleratorPreference preference = AcceleratorPreference.Automatic, string? device = null) =>
        new AcceleratorChooser(new FactCache(_directory.Path), _logger, device ?? _device).ChooseAsync(qemu, preference);
}
