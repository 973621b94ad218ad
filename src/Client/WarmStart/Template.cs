using GuestCtl.Protocol.Api;
using GuestCtl.SharedMemory;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.WarmStart;

/// <summary>
/// A template in this process: its memory copied to where nobody can change it, and the devices' state. All handles of the process that
/// need it share it. The copy is made while QEMU starts; <see cref="Loaded"/> says when it is complete and its signatures were right.
/// </summary>
internal sealed class Template : IDisposable
{
    private readonly SealedMemory _memory;
    private readonly CacheKey _key;
    private readonly CancellationTokenSource _closing = new();

    private Template(string directory, TemplateManifest manifest, CacheKey key)
    {
        (Directory, Manifest, _key) = (directory, manifest, key);
        Greeting = Hello.Parser.ParseFrom(manifest.Greeting);
        _memory = SealedMemory.Create(manifest.MemoryBytes);
        Loaded = Task.Run(Load);
    }

    /// <summary>Where it came from.</summary>
    public string Directory { get; }

    /// <summary>What it is.</summary>
    public TemplateManifest Manifest { get; }

    /// <summary>What the daemon said of itself before it was saved.</summary>
    public Hello Greeting { get; }

    /// <summary>The memory for QEMU, at once; its content counts once <see cref="Loaded"/> is done.</summary>
    public SealedMemory Memory => _memory;

    /// <summary>Gives the devices' state once everything is here. Fails with <see cref="TemplateException"/>.</summary>
    public Task<ReadOnlyMemory<byte>> Loaded { get; }

    /// <summary>Starts to load one.</summary>
    /// <exception cref="TemplateException">It cannot be one.</exception>
    public static Template Open(string directory, TemplateManifest manifest, CacheKey key)
    {
        try
        {
            return new Template(directory, manifest, key);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException e)
        {
            throw new TemplateException("the greeting in its manifest cannot be read", e);
        }
        catch (IOException e)
        {
            throw new TemplateException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        // The copy must not write to a file that is closed, whose number may be another's by then.
        Loaded.ContinueWith(
            static (loaded, state) =>
            {
                _ = loaded.Exception;
                ((SealedMemory)state!).Dispose();
            },
            _memory, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private ReadOnlyMemory<byte> Load()
    {
        try
        {
            var state = LoadState();
            LoadMemory();
            return state;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TemplateException($"it cannot be read: {e.Message}", e);
        }
    }

    private byte[] LoadState()
    {
        using var file = TemplateFiles.Open(TemplateFiles.State(Directory));
        if (RandomAccess.GetLength(file) != Manifest.StateBytes)
            throw new TemplateException($"its state has {RandomAccess.GetLength(file)} bytes instead of {Manifest.StateBytes}");
        var state = new byte[Manifest.StateBytes];
        for (var at = 0; at < state.Length;)
        {
            var count = RandomAccess.Read(file, state.AsSpan(at), at);
            at += count > 0 ? count : throw new TemplateException("its state ends early");
        }
        return TemplateManifest.SignState(_key, Manifest.Salt, state) == Manifest.StateHash ? state : throw new TemplateException("its state was changed");
    }

    private void LoadMemory()
    {
        using var file = TemplateFiles.Open(TemplateFiles.Memory(Directory));
        if (RandomAccess.GetLength(file) != Manifest.MemoryBytes)
            throw new TemplateException($"its memory has {RandomAccess.GetLength(file)} bytes instead of {Manifest.MemoryBytes}");
        if (MemoryPages.Copy(file, _memory.File, Manifest.MemoryBytes, SealedMemory.NextData, TemplateManifest.PageKey(_key, Manifest.Salt), _closing.Token) != Manifest.MemoryHash)
            throw new TemplateException("its memory was changed");
        _memory.Seal();
    }
}
