namespace GuestCtl.Cli.Shell.Host;

/// <summary>Files of the host for a moment, which nobody else can read.</summary>
internal static class TemporaryFile
{
    /// <summary>Creates an empty file.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="extension">What its name ends with, for programs that go by that.</param>
    /// <returns>Its path, for the caller to delete.</returns>
    public static string Create(string directory, string extension = "")
    {
        var path = Path.Combine(directory, $"guestfish{Path.GetRandomFileName()}{extension}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
        return path;
    }
}
