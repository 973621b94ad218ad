using System.Security.Cryptography;

namespace GuestCtl.Cli.Shell.Host;

/// <summary>Files of the host for a moment, which nobody else can read.</summary>
internal static class TemporaryFile
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int LetterCount = 6;

    /// <summary>Creates an empty file.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <returns>Its path, for the caller to delete.</returns>
    public static string Create(string directory, string prefix = "guestfish")
    {
        var path = Path.Combine(directory, prefix + RandomNumberGenerator.GetString(Letters, LetterCount));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
        return path;
    }
}
