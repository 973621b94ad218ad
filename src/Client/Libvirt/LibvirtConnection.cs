using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Libvirt;

/// <summary>A connection to libvirt that only reads.</summary>
internal sealed unsafe class LibvirtConnection : SafeHandleZeroOrMinusOneIsInvalid
{
    private LibvirtConnection(nint connection)
        : base(ownsHandle: true) => SetHandle(connection);

    /// <summary>Connects.</summary>
    /// <param name="uri">Of the hypervisor; null for libvirt's own choice.</param>
    /// <param name="credentials">Answers when libvirt asks who is there.</param>
    /// <exception cref="LibvirtException">libvirt is not installed or not running, or refuses.</exception>
    public static LibvirtConnection Open(string? uri, LibvirtCredentials credentials)
    {
        if (!Libvirt.IsInstalled)
        {
            throw new LibvirtException("libvirt is not installed on this machine (Debian's package is libvirt0): add the machine's images as drives instead", Errno.EOPNOTSUPP);
        }

        // Otherwise it prints each error itself.
        Libvirt.SetErrorFunction(0, &Ignore);
        var connection = credentials.Connect(uri);
        return connection != 0 ? new LibvirtConnection(connection) : throw Failure("could not connect to libvirt", withCode: true);
    }

    /// <summary>The description of a virtual machine.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="orUuid">Whether the name may be a UUID, which comes first.</param>
    /// <exception cref="LibvirtException">There is no such machine.</exception>
    public string Describe(string name, bool orUuid)
    {
        var domain = orUuid ? Libvirt.FindDomainByUuid(handle, name) : 0;
        if (domain == 0 && (domain = Libvirt.FindDomain(handle, name)) == 0)
        {
            throw Failure($"no libvirt domain called ‘{name}’", errno: Errno.ENOENT);
        }

        try
        {
            return Take(Libvirt.Describe(domain, 0)) ?? throw Failure($"libvirt does not describe the domain ‘{name}’");
        }
        finally
        {
            _ = Libvirt.FreeDomain(domain);
        }
    }

    /// <summary>The file or device of a volume.</summary>
    /// <exception cref="LibvirtException">There is no such volume.</exception>
    public string PathOf(string pool, string volume)
    {
        var foundPool = Libvirt.FindPool(handle, pool);
        if (foundPool == 0)
        {
            throw Failure($"no libvirt storage pool called ‘{pool}’", errno: Errno.ENOENT);
        }

        var found = Libvirt.FindVolume(foundPool, volume);
        try
        {
            return (found == 0 ? null : Take(Libvirt.PathOf(found))) ?? throw Failure($"no volume called ‘{volume}’ in the libvirt storage pool ‘{pool}’", errno: Errno.ENOENT);
        }
        finally
        {
            _ = found == 0 ? 0 : Libvirt.FreeVolume(found);
            _ = Libvirt.FreePool(foundPool);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libvirt.Close(handle) >= 0;

    // Errors are kept for each thread, so this is asked at once.
    private static LibvirtException Failure(string what, bool withCode = false, int errno = 0)
    {
        var error = Libvirt.LastError();
        var code = withCode && error is not null ? FormattableString.Invariant($" (code {error->Code}, domain {error->Domain})") : "";
        return new LibvirtException($"{what}{code}: {(error is null ? "no reason was given" : Marshal.PtrToStringUTF8((nint)error->Message))}", errno);
    }

    private static string? Take(byte* text)
    {
        var copy = Marshal.PtrToStringUTF8((nint)text);
        NativeMemory.Free(text);
        return copy;
    }

    [UnmanagedCallersOnly]
    private static void Ignore(nint data, Libvirt.Error* error)
    {
    }
}
