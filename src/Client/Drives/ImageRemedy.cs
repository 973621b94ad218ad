namespace GuestCtl.Drives;

/// <summary>The commands that make a usable image of one that cannot be used as it is.</summary>
internal static class ImageRemedy
{
    /// <summary>For a text that names the files with the content.</summary>
    public static string OfDescription(string path) =>
        $"If you trust it, make one image of its files: qemu-img convert -O qcow2 {ShellWord.Of(path)} {New(path)}";

    /// <summary>For an image that is encrypted inside its format.</summary>
    public static string OfEncrypted(string path, string format) =>
        "Decrypt it, with its passphrase in a file: "
        + $"qemu-img convert --object secret,id=key,file=PASSPHRASE-FILE --image-opts driver={format},encrypt.key-secret=key,file.filename={ShellWord.Of(path.Replace(",", ",,", StringComparison.Ordinal))} "
        + $"-O qcow2 {New(path)}";

    private static string New(string path) => ShellWord.Of(Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + ".new.qcow2"));
}
