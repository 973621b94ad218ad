using GuestCtl.SharedMemory;

namespace GuestCtl.Client.Tests.SharedMemory;

public sealed class SealedMemoryTests
{
    [Fact]
    public void Nobody_can_change_sealed_memory_through_any_door()
    {
        using var memory = SealedMemory.Create(1 << 20);
        RandomAccess.Write(memory.File, "before"u8, 100);
        using var opened = File.OpenHandle(memory.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        memory.Seal();
        foreach (var door in new[] { memory.File, opened })
        {
            Assert.ThrowsAny<Exception>(() => RandomAccess.Write(door, "after"u8, 100));
            Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(door, 10));
            Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(door, 2 << 20));
        }
        var content = new byte[6];
        RandomAccess.Read(opened, content, 100);
        Assert.Equal("before"u8, content);
    }

    [Fact]
    public void Memory_of_fixed_length_can_be_written_but_not_cut()
    {
        using var memory = SealedMemory.Create(1 << 20);
        memory.FixLength();
        RandomAccess.Write(memory.File, "content"u8, 100);
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(memory.File, 10));
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(memory.File, 2 << 20));
        Assert.Equal(1 << 20, RandomAccess.GetLength(memory.File));
    }

    [Fact]
    public void Its_path_is_gone_with_it()
    {
        var memory = SealedMemory.Create(4096);
        var path = memory.Path;
        Assert.True(File.Exists(path));
        memory.Dispose();
        Assert.False(File.Exists(path) && new FileInfo(path).LinkTarget?.Contains("guestctl-memory", StringComparison.Ordinal) == true);
    }
}
