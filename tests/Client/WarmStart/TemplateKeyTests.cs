using GuestCtl.Launch;
using GuestCtl.Qemu;
using GuestCtl.SharedMemory;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.WarmStart;

public sealed class TemplateKeyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PrivateDirectory _private;

    public TemplateKeyTests() => _private = PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path);

    public static TheoryData<string> Changes => ["memory", "vcpus", "network", "append", "accelerator", "qemu", "qemu version", "kernel", "initrd"];

    private VirtualMachineSpec Spec => new()
    {
        Qemu = new QemuBinary { Path = "/usr/bin/qemu", Size = 1, ModifiedUtc = DateTime.UnixEpoch, Version = new(7, 2, 0), HasSandbox = true },
        Accel = Accelerator.Tcg,
        Dir = _private,
        Kernel = "/a/kernel",
        Initrd = "/a/initrd",
        RootImage = "/a/root",
    };

    public void Dispose()
    {
        _private.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void The_same_machine_has_the_same_key_wherever_its_sockets_and_memory_are()
    {
        using var other = PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path);
        using var memory = SealedMemory.Create(4096);
        Assert.Equal(TemplateKey.Of(Spec, "a"), TemplateKey.Of(Spec with { Dir = other, Memory = memory, MemoryShare = true }, "a"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_machine_has_another_key(string change)
    {
        var other = change switch
        {
            "memory" => Spec with { MemoryMiB = 1024 },
            "vcpus" => Spec with { Vcpus = 2 },
            "network" => Spec with { Network = true },
            "append" => Spec with { Append = "quiet" },
            "accelerator" => Spec with { Accel = Accelerator.Kvm },
            "qemu" => Spec with { Qemu = Spec.Qemu with { ModifiedUtc = DateTime.UnixEpoch.AddSeconds(1) } },
            "qemu version" => Spec with { Qemu = Spec.Qemu with { Version = new(7, 2, 1) } },
            "kernel" => Spec with { Kernel = "/b/kernel" },
            _ => Spec with { Initrd = "/b/initrd" },
        };
        Assert.NotEqual(TemplateKey.Of(Spec, "a"), TemplateKey.Of(other, "a"));
    }

    [Fact]
    public void Another_appliance_has_another_key() => Assert.NotEqual(TemplateKey.Of(Spec, "a"), TemplateKey.Of(Spec, "b"));

    [Fact]
    public void What_counts_of_a_processor_is_its_model_and_features_and_not_its_speed()
    {
        var path = _directory.WriteFile(
            "cpuinfo",
            "processor\t: 0\nvendor_id\t: V\nmodel name\t: M\ncpu MHz\t\t: 2000.5\nmicrocode\t: 0x1\nflags\t\t: a b\n\nprocessor\t: 1\nvendor_id\t: W\n"u8.ToArray());
        Assert.Equal(["vendor_id\t: V", "model name\t: M", "microcode\t: 0x1", "flags\t\t: a b"], TemplateKey.ReadProcessor(path));
    }
}
