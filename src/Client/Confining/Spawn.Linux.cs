using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Confining;

/// <summary>Starts programs with exactly the descriptors they are to have, which the class library cannot.</summary>
internal static partial class Spawn
{
    // Above any number that a program is given, so that moving one descriptor into place never closes another.
    private const int Above = 512;
    private const int DuplicateCloseOnExec = 1030;

    // Of glibc 80 bytes, of musl 64.
    private const int FileActionsBytes = 256;

    /// <summary>Starts a program with an empty environment.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="arguments">Its arguments, the name first.</param>
    /// <param name="descriptors">What it gets as 1, 2, 3 and so on; 0 stays this process's.</param>
    /// <returns>The process id. It is the caller's to wait for it.</returns>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static int Start(string path, IReadOnlyList<string> arguments, IReadOnlyList<SafeHandle> descriptors)
    {
        var copies = new List<SafeFileHandle>();
        var actions = Marshal.AllocHGlobal(FileActionsBytes);
        var words = new nint[arguments.Count + 1];
        var isMade = false;
        try
        {
            Check(InitializeActions(actions));
            isMade = true;
            for (var i = 0; i < descriptors.Count; i++)
            {
                var copy = Duplicate(descriptors[i], DuplicateCloseOnExec, Above);
                if (copy.IsInvalid)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                copies.Add(copy);
                Check(AddDuplicate(actions, (int)copy.DangerousGetHandle(), i + 1));
            }

            for (var i = 0; i < arguments.Count; i++)
            {
                words[i] = Marshal.StringToCoTaskMemUTF8(arguments[i]);
            }

            nint environment = 0;
            Check(PosixSpawn(out var process, path, actions, 0, ref words[0], ref environment));
            return process;
        }
        finally
        {
            foreach (var word in words)
            {
                Marshal.FreeCoTaskMem(word);
            }

            if (isMade)
            {
                DestroyActions(actions);
            }

            Marshal.FreeHGlobal(actions);
            copies.ForEach(copy => copy.Dispose());
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(nint actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(nint actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PosixSpawn(out int process, string path, nint actions, nint attributes, ref nint arguments, ref nint environment);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial SafeFileHandle Duplicate(SafeHandle file, int command, nint above);
}
