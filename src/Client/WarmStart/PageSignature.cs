using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GuestCtl.WarmStart;

/// <summary>A signature over pages of memory and their places. It is AES-GCM's for each page, with the place as nonce, which one key never sees
/// twice with different content: a template has a key of its own. Processors make it faster than they read memory.</summary>
/// <param name="key">Of 32 bytes.</param>
internal sealed class PageSignature(byte[] key) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly AesGcm _cipher = new(key, TagBytes);
    private readonly IncrementalHash _all = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>Adds a page.</summary>
    public void Append(long place, ReadOnlySpan<byte> page)
    {
        Span<byte> record = stackalloc byte[NonceBytes + TagBytes];
        BinaryPrimitives.WriteInt64LittleEndian(record, place);
        record[sizeof(long)..NonceBytes].Clear();
        _cipher.Encrypt(record[..NonceBytes], [], [], record[NonceBytes..], page);
        _all.AppendData(record);
    }

    /// <summary>The signature, in hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(_all.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose()
    {
        _cipher.Dispose();
        _all.Dispose();
    }
}
