using System.Runtime.InteropServices;

namespace GuestCtl.Daemon.Native;

/// <summary>An open hive of the Windows Registry. Nodes and values are offsets in the file; libhivex checks each one. Each call gives 0, null or
/// false with <see cref="SystemErrors.Last"/> set on failure. Not for two threads at once.</summary>
internal sealed partial class Libhivex : SafeHandle
{
    private const string Library = "libhivex.so.0";

    private Libhivex(nint hive)
        : base(0, ownsHandle: true) => SetHandle(hive);

    /// <summary>How to open a hive.</summary>
    [Flags]
    public enum OpenMode
    {
        None = 0,
        Verbose = 1,
        Debug = 2,
        Write = 4,
        Unsafe = 8,
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The top node.</summary>
    public nuint Root => RootRaw(handle);

    /// <summary>Opens a hive. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static Libhivex? Open(string file, OpenMode mode)
    {
        var hive = OpenRaw(file, (int)mode);
        return hive == 0 ? null : new Libhivex(hive);
    }

    /// <summary>Writes the changes to a file, which is made or emptied first; null for the one that was opened.</summary>
    public bool Commit(string? file) => CommitRaw(handle, file, 0) == 0;

    public unsafe byte[]? NodeName(nuint node) => TakeText(NodeNameRaw(handle, node));

    public unsafe nuint[]? Children(nuint node) => TakeList(ChildrenRaw(handle, node));

    /// <summary>The child of a name; 0 with no error when there is none.</summary>
    public nuint Child(nuint node, byte[] name) => GetChildRaw(handle, node, name);

    public nuint Parent(nuint node) => ParentRaw(handle, node);

    public unsafe nuint[]? Values(nuint node) => TakeList(ValuesRaw(handle, node));

    /// <summary>The value of a name; 0 with no error when there is none.</summary>
    public nuint Value(nuint node, byte[] key) => GetValueRaw(handle, node, key);

    public unsafe byte[]? Key(nuint value) => TakeText(KeyRaw(handle, value));

    public unsafe bool Type(nuint value, out uint type)
    {
        uint found;
        nuint length;
        var done = TypeRaw(handle, value, &found, &length) == 0;
        type = done ? found : 0;
        return done;
    }

    public unsafe byte[]? Content(nuint value)
    {
        uint type;
        nuint length;
        var content = ContentRaw(handle, value, &type, &length);
        if (content is null)
        {
            return null;
        }

        try
        {
            return new ReadOnlySpan<byte>(content, checked((int)length)).ToArray();
        }
        finally
        {
            NativeMemory.Free(content);
        }
    }

    /// <summary>A value that its type says is text, up to the first zero.</summary>
    public unsafe byte[]? Text(nuint value) => TakeText(TextRaw(handle, value));

    public nuint AddChild(nuint parent, byte[] name) => AddChildRaw(handle, parent, name);

    public bool DeleteChild(nuint node) => DeleteChildRaw(handle, node) == 0;

    public unsafe bool SetValue(nuint node, byte[] key, uint type, ReadOnlySpan<byte> content)
    {
        // Nothing may be at the place of nothing.
        var none = stackalloc byte[1];
        fixed (byte* name = key)
        fixed (byte* bytes = content)
        {
            var value = new NewValue { Key = name, Type = type, Length = (nuint)content.Length, Content = content.IsEmpty ? none : bytes };
            return SetValueRaw(handle, node, &value, 0) == 0;
        }
    }

    protected override bool ReleaseHandle() => CloseRaw(handle) == 0;

    private static unsafe byte[]? TakeText(byte* text)
    {
        var copy = text is null ? null : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text).ToArray();
        NativeMemory.Free(text);
        return copy;
    }

    private static unsafe nuint[]? TakeList(nuint* list)
    {
        var copy = list is null ? null : MemoryMarshal.CreateReadOnlySpan(ref *list, Count(list)).ToArray();
        NativeMemory.Free(list);
        return copy;
    }

    private static unsafe int Count(nuint* list)
    {
        var count = 0;
        while (list[count] != 0)
        {
            count++;
        }

        return count;
    }

    [LibraryImport(Library, EntryPoint = "hivex_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenRaw(string file, int flags);

    [LibraryImport(Library, EntryPoint = "hivex_close")]
    private static partial int CloseRaw(nint hive);

    [LibraryImport(Library, EntryPoint = "hivex_commit", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CommitRaw(nint hive, string? file, int flags);

    [LibraryImport(Library, EntryPoint = "hivex_root", SetLastError = true)]
    private static partial nuint RootRaw(nint hive);

    [LibraryImport(Library, EntryPoint = "hivex_node_name", SetLastError = true)]
    private static unsafe partial byte* NodeNameRaw(nint hive, nuint node);

    [LibraryImport(Library, EntryPoint = "hivex_node_children", SetLastError = true)]
    private static unsafe partial nuint* ChildrenRaw(nint hive, nuint node);

    [LibraryImport(Library, EntryPoint = "hivex_node_get_child", SetLastError = true)]
    private static partial nuint GetChildRaw(nint hive, nuint node, byte[] name);

    [LibraryImport(Library, EntryPoint = "hivex_node_parent", SetLastError = true)]
    private static partial nuint ParentRaw(nint hive, nuint node);

    [LibraryImport(Library, EntryPoint = "hivex_node_values", SetLastError = true)]
    private static unsafe partial nuint* ValuesRaw(nint hive, nuint node);

    [LibraryImport(Library, EntryPoint = "hivex_node_get_value", SetLastError = true)]
    private static partial nuint GetValueRaw(nint hive, nuint node, byte[] key);

    [LibraryImport(Library, EntryPoint = "hivex_value_key", SetLastError = true)]
    private static unsafe partial byte* KeyRaw(nint hive, nuint value);

    [LibraryImport(Library, EntryPoint = "hivex_value_type", SetLastError = true)]
    private static unsafe partial int TypeRaw(nint hive, nuint value, uint* type, nuint* length);

    [LibraryImport(Library, EntryPoint = "hivex_value_value", SetLastError = true)]
    private static unsafe partial byte* ContentRaw(nint hive, nuint value, uint* type, nuint* length);

    [LibraryImport(Library, EntryPoint = "hivex_value_string", SetLastError = true)]
    private static unsafe partial byte* TextRaw(nint hive, nuint value);

    [LibraryImport(Library, EntryPoint = "hivex_node_add_child", SetLastError = true)]
    private static partial nuint AddChildRaw(nint hive, nuint parent, byte[] name);

    [LibraryImport(Library, EntryPoint = "hivex_node_delete_child", SetLastError = true)]
    private static partial int DeleteChildRaw(nint hive, nuint node);

    [LibraryImport(Library, EntryPoint = "hivex_node_set_value", SetLastError = true)]
    private static unsafe partial int SetValueRaw(nint hive, nuint node, NewValue* value, int flags);

    // hive_set_value of hivex.h.
    private unsafe struct NewValue
    {
        public byte* Key;
        public uint Type;
        public nuint Length;
        public byte* Content;
    }
}
