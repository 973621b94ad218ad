using System.Runtime.InteropServices;

namespace GuestCtl.Libvirt;

/// <summary>The system's client library of libvirt. It is loaded when something first asks libvirt.</summary>
internal static unsafe partial class Libvirt
{
    public const uint ReadOnly = 1;

    private const string Library = "libvirt.so.0";

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    /// <summary>What asks a person at the terminal.</summary>
    public static Authentication* AskAtTerminal => *(Authentication**)NativeLibrary.GetExport(NativeLibrary.Load(Library), "virConnectAuthPtrDefault");

    [LibraryImport(Library, EntryPoint = "virConnectOpenAuth", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Open(string? uri, Authentication* authentication, uint flags);

    [LibraryImport(Library, EntryPoint = "virConnectGetURI")]
    public static partial byte* Uri(nint connection);

    [LibraryImport(Library, EntryPoint = "virConnectClose")]
    public static partial int Close(nint connection);

    [LibraryImport(Library, EntryPoint = "virDomainLookupByName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindDomain(nint connection, string name);

    [LibraryImport(Library, EntryPoint = "virDomainLookupByUUIDString", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindDomainByUuid(nint connection, string uuid);

    [LibraryImport(Library, EntryPoint = "virDomainGetXMLDesc")]
    public static partial byte* Describe(nint domain, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainFree")]
    public static partial int FreeDomain(nint domain);

    [LibraryImport(Library, EntryPoint = "virStoragePoolLookupByName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindPool(nint connection, string name);

    [LibraryImport(Library, EntryPoint = "virStoragePoolFree")]
    public static partial int FreePool(nint pool);

    [LibraryImport(Library, EntryPoint = "virStorageVolLookupByName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindVolume(nint pool, string name);

    [LibraryImport(Library, EntryPoint = "virStorageVolGetPath")]
    public static partial byte* PathOf(nint volume);

    [LibraryImport(Library, EntryPoint = "virStorageVolFree")]
    public static partial int FreeVolume(nint volume);

    [LibraryImport(Library, EntryPoint = "virGetLastError")]
    public static partial Error* LastError();

    [LibraryImport(Library, EntryPoint = "virSetErrorFunc")]
    public static partial void SetErrorFunction(nint data, delegate* unmanaged<nint, Error*, void> function);

    /// <summary>virError, as far as it is read.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Error
    {
        public int Code;
        public int Domain;
        public byte* Message;
    }

    /// <summary>virConnectAuth.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Authentication
    {
        public int* CredentialTypes;
        public uint CredentialTypeCount;
        public delegate* unmanaged<Credential*, uint, nint, int> Ask;
        public nint Data;
    }

    /// <summary>virConnectCredential.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Credential
    {
        public int Type;
        public byte* Prompt;
        public byte* Challenge;
        public byte* DefaultResult;
        public byte* Result;
        public uint ResultLength;
    }
}
