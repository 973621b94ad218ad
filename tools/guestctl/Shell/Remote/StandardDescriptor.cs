using System.Runtime.InteropServices;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>Another file as the standard output of this process, and of the programs that it starts, until disposed.</summary>
internal sealed partial class StandardDescriptor : IDisposable
{
    private const int Output = 1;
    private const int CloseOnExecute = 0x80000;
    private const int DuplicateCloseOnExecute = 1030;

    private readonly int _before;
    private bool _isRestored;

    /// <summary>Takes the place of the standard output.</summary>
    /// <param name="descriptor">An open file, which this closes.</param>
    public StandardDescriptor(int descriptor)
    {
        _before = Control(Output, DuplicateCloseOnExecute, 3);
        _ = Duplicate(descriptor, Output);
        _ = Close(descriptor);
    }

    /// <summary>Takes the place of the standard output with a file that stays its owner's.</summary>
    public static StandardDescriptor Of(SafeHandle file) => new(Control(file.DangerousGetHandle().ToInt32(), DuplicateCloseOnExecute, 3));

    /// <summary>Makes an open file the standard input of this process alone: programs that it starts have none.</summary>
    public static void ReadScript(int descriptor) => _ = Duplicate(descriptor, 0, CloseOnExecute);

    public void Dispose()
    {
        if (!_isRestored)
        {
            _isRestored = true;
            _ = Duplicate(_before, Output);
            _ = Close(_before);
        }
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "dup3")]
    private static partial int Duplicate(int from, int to, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
