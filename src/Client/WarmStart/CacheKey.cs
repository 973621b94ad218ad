using System.Security.Cryptography;
using System.Text;
using GuestCtl.Drives;

namespace GuestCtl.WarmStart;

/// <summary>A secret of the user's cache. With it what stands in the cache is signed, so that nobody else can change it unnoticed: a QEMU
/// that was taken over cannot read the key, even where it could write to the files.</summary>
internal sealed class CacheKey
{
    private const int Bytes = 32;
    private const string FileName = "key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _secret;

    private CacheKey(byte[] secret) => _secret = secret;

    /// <summary>Reads the key of a cache, or makes one where there is none. What an older one signed counts no longer.</summary>
    /// <exception cref="TemplateException">There is no place for it.</exception>
    public static CacheKey Open(string cacheDirectory)
    {
        var path = Path.Combine(cacheDirectory, FileName);
        try
        {
            if (TryRead(path) is { } secret)
                return new CacheKey(secret);
            Directory.CreateDirectory(cacheDirectory);
            var temporary = path + "." + Path.GetRandomFileName();
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(temporary, options))
                file.Write(RandomNumberGenerator.GetBytes(Bytes));
            // Of several processes that make one, the last wins, and all read that.
            File.Move(temporary, path, overwrite: true);
            return new CacheKey(TryRead(path) ?? throw new TemplateException($"'{path}' cannot be read back"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TemplateException($"there is no key of the cache: {e.Message}", e);
        }
    }

    /// <summary>The signature of some bytes, in hexadecimal.</summary>
    /// <param name="purpose">What they are, so that one thing is never taken for another.</param>
    /// <param name="content">The bytes.</param>
    public string Sign(string purpose, ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(KeyFor(purpose), content));

    /// <summary>Whether a signature is right.</summary>
    public bool IsSigned(string purpose, ReadOnlySpan<byte> content, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(purpose, content)), Encoding.ASCII.GetBytes(signature));

    /// <summary>A key for one purpose.</summary>
    public byte[] KeyFor(string purpose) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(purpose));

    private static byte[]? TryRead(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null)
            return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) != OwnerOnly || HostFile.OwnerOf(path) != HostFile.CurrentUser))
            return null;
        var secret = File.ReadAllBytes(path);
        return secret.Length == Bytes ? secret : null;
    }
}
