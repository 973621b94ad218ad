using System.Globalization;

namespace GuestCtl.Drives;

/// <summary>
/// The files of one drive, each opened once, and the names by which QEMU finds them. On Linux these are sets of descriptors that QEMU is handed,
/// so it opens nothing by name; elsewhere, and when an image is only looked at, they are paths.
/// </summary>
internal sealed class ImageFiles : IDisposable
{
    // The sets below are for other files of a machine. A drive has fewer files than this: a chain is bounded.
    private const int SetsOfDrive = 1 << 16;

    private readonly List<OpenedFile> _files = [];
    private readonly long? _firstSet;

    private ImageFiles(long? firstSet) => _firstSet = firstSet;

    /// <summary>Whether QEMU is handed descriptors on this system.</summary>
    public static bool AreHandedOver => OperatingSystem.IsLinux();

    /// <summary>The files with the sets that they go to, none where QEMU gets paths.</summary>
    public IEnumerable<(long Set, OpenedFile File)> Sets => _firstSet is { } first ? _files.Select((file, at) => (first + at, file)) : [];

    /// <summary>For a look at an image.</summary>
    public static ImageFiles ForLooking() => new(null);

    /// <summary>For a drive that QEMU opens.</summary>
    /// <param name="target">Its number on the bus.</param>
    public static ImageFiles ForDrive(int target) => new(AreHandedOver ? (target + 1L) * SetsOfDrive : null);

    /// <summary>Opens a file that is not empty, to be closed with the others.</summary>
    /// <exception cref="DriveException">It cannot be used.</exception>
    public OpenedFile Open(string path, bool writable, string title = "Drive") => Add(OpenedFile.OpenDrive(path, writable, title));

    /// <summary>Takes over an open file.</summary>
    public OpenedFile Add(OpenedFile file)
    {
        _files.Add(file);
        return file;
    }

    /// <summary>The name by which QEMU finds one of them.</summary>
    public string NameOf(OpenedFile file) =>
        _firstSet is { } first ? string.Create(CultureInfo.InvariantCulture, $"/dev/fdset/{first + _files.IndexOf(file)}") : file.Path;

    /// <summary>Closes them. QEMU's own descriptors stay open.</summary>
    public void Dispose() => _files.ForEach(file => file.Dispose());
}
