using System.Runtime.InteropServices;

namespace GuestCtl.LocalMounts;

/// <summary>The table of operations that libfuse3 calls, in its order. What is null does not exist here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FuseOperations
{
    public delegate* unmanaged<byte*, byte*, nint, int> GetAttributes;
    public delegate* unmanaged<byte*, byte*, nuint, int> ReadLink;
    public delegate* unmanaged<byte*, uint, ulong, int> MakeNode;
    public delegate* unmanaged<byte*, uint, int> MakeDirectory;
    public delegate* unmanaged<byte*, int> Unlink;
    public delegate* unmanaged<byte*, int> RemoveDirectory;
    public delegate* unmanaged<byte*, byte*, int> SymbolicLink;
    public delegate* unmanaged<byte*, byte*, uint, int> Rename;
    public delegate* unmanaged<byte*, byte*, int> Link;
    public delegate* unmanaged<byte*, uint, nint, int> ChangeMode;
    public delegate* unmanaged<byte*, uint, uint, nint, int> ChangeOwner;
    public delegate* unmanaged<byte*, long, nint, int> Truncate;
    public delegate* unmanaged<byte*, int*, int> Open;
    public delegate* unmanaged<byte*, byte*, nuint, long, nint, int> Read;
    public delegate* unmanaged<byte*, byte*, nuint, long, nint, int> Write;
    public delegate* unmanaged<byte*, long*, int> FileSystemStatus;
    public nint Flush;
    public nint Release;
    public delegate* unmanaged<byte*, int, nint, int> Synchronise;
    public delegate* unmanaged<byte*, byte*, byte*, nuint, int, int> SetAttribute;
    public delegate* unmanaged<byte*, byte*, byte*, nuint, int> GetAttribute;
    public delegate* unmanaged<byte*, byte*, nuint, int> ListAttributes;
    public delegate* unmanaged<byte*, byte*, int> RemoveAttribute;
    public nint OpenDirectory;
    public delegate* unmanaged<byte*, nint, delegate* unmanaged<nint, byte*, byte*, long, int, int>, long, nint, int, int> ReadDirectory;
    public nint ReleaseDirectory;
    public delegate* unmanaged<byte*, int, nint, int> SynchroniseDirectory;
    public delegate* unmanaged<nint, byte*, nint> Initialise;
    public nint End;
    public nint Access;
    public nint Create;
    public nint Lock;
    public delegate* unmanaged<byte*, long*, nint, int> SetTimes;
}
