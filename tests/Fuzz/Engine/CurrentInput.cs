using System.IO.MemoryMappedFiles;

namespace GuestCtl.Fuzz.Engine;

/// <summary>The input that is being read, in a file that outlives the process: it tells at which one the process crashed.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Capacity = 1 << 21;
    private const int LengthBytes = 4;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Capacity);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>The input that a process left; null when it ended in order.</summary>
    public static byte[]? Left(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.Length > LengthBytes && BitConverter.ToInt32(bytes) is > 0 and var length ? bytes[LengthBytes..(LengthBytes + length - 1)] : null;
    }

    public void Write(byte[] input)
    {
        var length = Math.Min(input.Length, Capacity - LengthBytes);
        _view.WriteArray(LengthBytes, input, 0, length);

        // One more than it is, so that an empty input differs from none.
        _view.Write(0, length + 1);
    }

    public void Clear() => _view.Write(0, 0);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
