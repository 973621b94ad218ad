using System.Security.Cryptography;

namespace GuestCtl.WarmStart;

/// <summary>The host's OpenSSL, which .NET computes its hashes with.</summary>
internal static class HashLibrary
{
    private static int _asked;

    /// <summary>Loads it in the background, once, so that a launch does not wait for it.</summary>
    public static void Preload()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => HMACSHA256.HashData(RandomNumberGenerator.GetBytes(1), Array.Empty<byte>()), null);
        }
    }
}
