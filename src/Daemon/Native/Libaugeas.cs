using System.Runtime.InteropServices;

namespace GuestCtl.Daemon.Native;

/// <summary>The tree of Augeas. Strings end with a zero byte. Numbers below zero mean failure, about which <see cref="Error"/> tells.
/// Not for two threads at once.</summary>
internal sealed partial class Libaugeas : SafeHandle
{
    private const string Library = "libaugeas.so.0";

    private Libaugeas(nint tree)
        : base(0, ownsHandle: true) => SetHandle(tree);

    /// <summary>The flags of aug_init.</summary>
    [Flags]
    public enum Mode
    {
        None = 0,
        SaveBackup = 1,
        SaveNewFile = 2,
        TypeCheck = 4,
        NoStandardLenses = 8,
        SaveNothing = 16,
        NoLoad = 32,
        KeepAfterError = 256,
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The error of the last call: what happened, and details. Empty when there was none.</summary>
    public unsafe string Error
    {
        get
        {
            if (ErrorRaw(handle) == 0)
            {
                return "";
            }

            var parts = new[] { Text(MessageRaw(handle)), Text(MinorRaw(handle)), Text(DetailsRaw(handle)) };
            return string.Join(": ", parts.OfType<byte[]>().Select(part => Protocol.Text.GuestText.Decode(part).Trim()).Where(part => part.Length > 0));
        }
    }

    /// <summary>Whether the last call failed.</summary>
    public bool HasError => ErrorRaw(handle) != 0;

    /// <summary>Makes a tree. Null when there is no memory.</summary>
    /// <param name="root">The directory below which it looks.</param>
    /// <param name="lenses">Where its lenses are; null for nowhere else.</param>
    /// <param name="mode">Flags.</param>
    public static Libaugeas? Open(byte[] root, byte[]? lenses, Mode mode)
    {
        var tree = InitRaw(root, lenses, (uint)mode);
        return tree == 0 ? null : new Libaugeas(tree);
    }

    public int DefineVariable(byte[] name, byte[]? expression) => DefvarRaw(handle, name, expression);

    public unsafe int DefineNode(byte[] name, byte[] expression, byte[] value, out bool created)
    {
        int made;
        var count = DefnodeRaw(handle, name, expression, value, &made);
        created = count >= 0 && made != 0;
        return count;
    }

    /// <summary>1 when there is one such node, 0 when there is none.</summary>
    public unsafe int Get(byte[] path, out byte[]? value)
    {
        byte* found = null;
        var result = GetRaw(handle, path, &found);
        value = result == 1 ? Text(found) : null;
        return result;
    }

    /// <summary>1 when there is one such node, 0 when there is none.</summary>
    public unsafe int Label(byte[] path, out byte[]? label)
    {
        byte* found = null;
        var result = LabelRaw(handle, path, &found);
        label = result == 1 ? Text(found) : null;
        return result;
    }

    public int Set(byte[] path, byte[]? value) => SetRaw(handle, path, value);

    public int SetMany(byte[] start, byte[]? below, byte[] value) => SetmRaw(handle, start, below, value);

    public int Insert(byte[] path, byte[] label, bool before) => InsertRaw(handle, path, label, before ? 1 : 0);

    public int Remove(byte[] path) => RmRaw(handle, path);

    public int Move(byte[] source, byte[] destination) => MvRaw(handle, source, destination);

    public int Save() => SaveRaw(handle);

    public int Load() => LoadRaw(handle);

    public int Transform(byte[] lens, byte[] file, bool leaveAlone) => TransformRaw(handle, lens, file, leaveAlone ? 1 : 0);

    /// <summary>The paths that match; null on failure.</summary>
    public unsafe List<byte[]>? Match(byte[] path)
    {
        byte** found = null;
        var count = MatchRaw(handle, path, &found);
        if (count < 0)
        {
            return null;
        }

        var paths = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            paths.Add(Text(found[i])!);
            NativeMemory.Free(found[i]);
        }

        NativeMemory.Free(found);
        return paths;
    }

    protected override bool ReleaseHandle()
    {
        CloseRaw(handle);
        return true;
    }

    private static unsafe byte[]? Text(byte* text) => text is null ? null : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text).ToArray();

    [LibraryImport(Library, EntryPoint = "aug_init")]
    private static partial nint InitRaw(byte[] root, byte[]? loadpath, uint flags);

    [LibraryImport(Library, EntryPoint = "aug_close")]
    private static partial void CloseRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_error")]
    private static partial int ErrorRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_error_message")]
    private static unsafe partial byte* MessageRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_error_minor_message")]
    private static unsafe partial byte* MinorRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_error_details")]
    private static unsafe partial byte* DetailsRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_defvar")]
    private static partial int DefvarRaw(nint tree, byte[] name, byte[]? expression);

    [LibraryImport(Library, EntryPoint = "aug_defnode")]
    private static unsafe partial int DefnodeRaw(nint tree, byte[] name, byte[] expression, byte[] value, int* created);

    [LibraryImport(Library, EntryPoint = "aug_get")]
    private static unsafe partial int GetRaw(nint tree, byte[] path, byte** value);

    [LibraryImport(Library, EntryPoint = "aug_label")]
    private static unsafe partial int LabelRaw(nint tree, byte[] path, byte** label);

    [LibraryImport(Library, EntryPoint = "aug_set")]
    private static partial int SetRaw(nint tree, byte[] path, byte[]? value);

    [LibraryImport(Library, EntryPoint = "aug_setm")]
    private static partial int SetmRaw(nint tree, byte[] start, byte[]? below, byte[] value);

    [LibraryImport(Library, EntryPoint = "aug_insert")]
    private static partial int InsertRaw(nint tree, byte[] path, byte[] label, int before);

    [LibraryImport(Library, EntryPoint = "aug_rm")]
    private static partial int RmRaw(nint tree, byte[] path);

    [LibraryImport(Library, EntryPoint = "aug_mv")]
    private static partial int MvRaw(nint tree, byte[] source, byte[] destination);

    [LibraryImport(Library, EntryPoint = "aug_match")]
    private static unsafe partial int MatchRaw(nint tree, byte[] path, byte*** matches);

    [LibraryImport(Library, EntryPoint = "aug_save")]
    private static partial int SaveRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_load")]
    private static partial int LoadRaw(nint tree);

    [LibraryImport(Library, EntryPoint = "aug_transform")]
    private static partial int TransformRaw(nint tree, byte[] lens, byte[] file, int exclude);
}
