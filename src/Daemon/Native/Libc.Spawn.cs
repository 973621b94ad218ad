using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Starting programs whose names and arguments need not be text, and waiting for them.</summary>
internal static partial class Libc
{
    public const int SigKill = 9;

    private const short SpawnSignalDefaults = 0x04;
    private const short SpawnSignalMask = 0x08;
    private const short SpawnSession = 0x80;

    // More than posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t take.
    private const int OpaqueSize = 512;
    private const int SignalSetSize = 128;

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    private static unsafe partial int SpawnRaw(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int ActionsInitRaw(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int ActionsDestroyRaw(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static unsafe partial int ActionsDup2Raw(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    private static unsafe partial int ActionsOpenRaw(byte* actions, int file, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addfchdir_np")]
    private static unsafe partial int ActionsFchdirRaw(byte* actions, int directory);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static unsafe partial int AttributesInitRaw(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static unsafe partial int AttributesDestroyRaw(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static unsafe partial int AttributesFlagsRaw(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static unsafe partial int AttributesDefaultsRaw(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static unsafe partial int AttributesMaskRaw(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static unsafe partial int WaitpidRaw(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillRaw(int pid, int signal);

    /// <summary>The number of the process that started this one.</summary>
    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentProcess();

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static unsafe partial int Pipe2Raw(int* ends, int flags);

    /// <summary>Starts a program in a session of its own, with all signals as they are by default.</summary>
    /// <param name="path">The program, resolved below the root of the calling thread.</param>
    /// <param name="arguments">Its arguments, its own name first.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="files">Its standard input, output and error.</param>
    /// <param name="directory">Where it starts; null for where the calling thread is.</param>
    /// <param name="pid">Its number.</param>
    /// <returns>0, or the errno.</returns>
    public static int Spawn(
        byte[] path, IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment, ReadOnlySpan<SafeFileHandle> files, SafeFileHandle? directory, out int pid)
        => Spawn(path, arguments, environment, files, [], directory, out pid);

    /// <summary>Starts a program on a terminal, which becomes the controlling one of its session.</summary>
    /// <param name="path">The program, resolved below the root of the calling thread.</param>
    /// <param name="arguments">Its arguments, its own name first.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="terminal">The name of the terminal.</param>
    /// <param name="pid">Its number.</param>
    /// <returns>0, or the errno.</returns>
    public static int SpawnOnTerminal(byte[] path, IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment, byte[] terminal, out int pid)
        => Spawn(path, arguments, environment, [], terminal, null, out pid);

    private static unsafe int Spawn(
        byte[] path, IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment, ReadOnlySpan<SafeFileHandle> files, byte[] terminal, SafeFileHandle? directory, out int pid)
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var all = stackalloc byte[SignalSetSize];
        var none = stackalloc byte[SignalSetSize];
        new Span<byte>(all, SignalSetSize).Fill(0xff);
        new Span<byte>(none, SignalSetSize).Clear();
        using var argv = new StringVector(arguments);
        using var envp = new StringVector(environment);
        ActionsInitRaw(actions);
        AttributesInitRaw(attributes);
        try
        {
            for (var i = 0; i < files.Length; i++)
            {
                ActionsDup2Raw(actions, Fd(files[i]), i);
            }

            if (terminal.Length > 0)
            {
                // The session is new by then, so the first terminal that is opened becomes its own.
                fixed (byte* name = Terminated(terminal))
                {
                    ActionsOpenRaw(actions, 0, name, (int)OpenFlags.ReadWrite, 0);
                }

                ActionsDup2Raw(actions, 0, 1);
                ActionsDup2Raw(actions, 0, 2);
            }

            if (directory is not null)
            {
                ActionsFchdirRaw(actions, Fd(directory));
            }

            AttributesFlagsRaw(attributes, SpawnSignalDefaults | SpawnSignalMask | SpawnSession);
            AttributesDefaultsRaw(attributes, all);
            AttributesMaskRaw(attributes, none);
            int child;
            int error;
            fixed (byte* program = Terminated(path))
            {
                error = SpawnRaw(&child, program, actions, attributes, argv.Pointer, envp.Pointer);
            }

            pid = error == 0 ? child : -1;
            return error;
        }
        finally
        {
            ActionsDestroyRaw(actions);
            AttributesDestroyRaw(attributes);
        }
    }

    /// <summary>Waits for the end of a child of this process, and returns its wait status.</summary>
    public static int WaitFor(int pid) => Wait(pid, out var status) == pid ? status : throw OperationFailedException.FromLast("waiting for a program");

    /// <summary>Waits for the end of any child of this process.</summary>
    /// <returns>Its number, or -1 when there is none.</returns>
    public static int WaitForAny(out int status) => Wait(-1, out status);

    public static bool Kill(int pid, int signal) => KillRaw(pid, signal) == 0;

    /// <summary>A pipe: the end to read from, and the end to write to.</summary>
    /// <exception cref="OperationFailedException">There are too many open files.</exception>
    public static unsafe (SafeFileHandle Output, SafeFileHandle Input) Pipe()
    {
        var ends = stackalloc int[2];
        return Pipe2Raw(ends, (int)OpenFlags.CloseOnExec) == 0 ? (Handle(ends[0])!, Handle(ends[1])!) : throw OperationFailedException.FromLast("a pipe");
    }

    private static unsafe int Wait(int pid, out int status)
    {
        int raw;
        int result;
        do
        {
            result = WaitpidRaw(pid, &raw, 0);
        }
        while (result < 0 && SystemErrors.Last == Errno.EINTR);
        status = raw;
        return result;
    }

    // A null-terminated array of null-terminated strings.
    private readonly unsafe ref struct StringVector
    {
        private readonly int _count;

        public StringVector(IReadOnlyList<byte[]> values)
        {
            _count = values.Count;
            Pointer = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
            for (var i = 0; i < _count; i++)
            {
                Pointer[i] = (byte*)NativeMemory.Alloc((nuint)values[i].Length + 1);
                values[i].CopyTo(new Span<byte>(Pointer[i], values[i].Length));
                Pointer[i][values[i].Length] = 0;
            }
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
            {
                NativeMemory.Free(Pointer[i]);
            }

            NativeMemory.Free(Pointer);
        }
    }
}
