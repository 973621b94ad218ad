using System.Runtime.InteropServices;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Libvirt;

/// <summary>What a program can tell libvirt about who it is, and what libvirt asks just now.</summary>
internal sealed unsafe class LibvirtCredentials
{
    // The index is the number that libvirt has for it, less one.
    private static readonly string[] Names = ["username", "authname", "language", "cnonce", "passphrase", "echoprompt", "noechoprompt", "realm", "external"];

    private int[] _supported = [];
    private List<RequestedCredential>? _requested;
    private string _address = "";

    /// <summary>Has the program answer; it gets the address of the hypervisor.</summary>
    public event Action<string>? Asked;

    /// <summary>The kinds that the program can answer.</summary>
    /// <exception cref="LibvirtException">libvirt has no such kind.</exception>
    public void Support(IEnumerable<string> names) => _supported =
    [
        .. names.Select(name => Array.IndexOf(Names, name) is var index and >= 0
            ? index + 1
            : throw new LibvirtException($"unknown credential '{name}': there are {string.Join(", ", Names)}", Errno.EINVAL, Reasons.ArgumentInvalid("creds", name))),
    ];

    /// <summary>The kinds that libvirt asks for, in their order.</summary>
    /// <exception cref="LibvirtException">libvirt asks for nothing just now.</exception>
    public IEnumerable<string> Requested => Asking.Select(credential => Names[credential.Type - 1]);

    /// <summary>One question of libvirt's.</summary>
    /// <exception cref="LibvirtException">There is none of that number.</exception>
    public RequestedCredential this[int index] => (uint)index < (uint)Asking.Count
        ? Asking[index]
        : throw new LibvirtException(FormattableString.Invariant($"credential {index} was not asked for: libvirt asks for {Asking.Count} now"), Errno.EINVAL);

    private List<RequestedCredential> Asking
        => _requested ?? throw new LibvirtException("libvirt asks for no credentials now: call this while an event of LibvirtAuth is handled", Errno.EINVAL, Reasons.NoCredentialsAsked);

    /// <summary>Opens a connection, and lets the program answer. A program that can answer nothing leaves it to libvirt, which asks at the terminal.</summary>
    /// <returns>The connection; 0 if it could not be opened.</returns>
    public nint Connect(string? uri)
    {
        if (_supported.Length == 0)
        {
            return Libvirt.Open(uri, Libvirt.AskAtTerminal, Libvirt.ReadOnly);
        }

        _address = uri ?? "";
        var self = GCHandle.Alloc(this);
        try
        {
            fixed (int* types = _supported)
            {
                var authentication = new Libvirt.Authentication
                {
                    CredentialTypes = types, CredentialTypeCount = (uint)_supported.Length, Ask = &Ask, Data = GCHandle.ToIntPtr(self),
                };
                return Libvirt.Open(uri, &authentication, Libvirt.ReadOnly);
            }
        }
        finally
        {
            self.Free();
            _requested = null;
        }
    }

    [UnmanagedCallersOnly]
    private static int Ask(Libvirt.Credential* credentials, uint count, nint data)
        => ((LibvirtCredentials)GCHandle.FromIntPtr(data).Target!).Answer(new Span<Libvirt.Credential>(credentials, (int)count)) ? 0 : -1;

    private bool Answer(Span<Libvirt.Credential> credentials)
    {
        var requested = new List<RequestedCredential>();
        foreach (var credential in credentials)
        {
            if (credential.Type < 1 || credential.Type > Names.Length)
            {
                return false;
            }

            requested.Add(new RequestedCredential(credential.Type, Text(credential.Prompt), Text(credential.Challenge), Text(credential.DefaultResult)));
        }

        _requested = requested;
        try
        {
            Asked?.Invoke(_address);
        }
        catch (Exception)
        {
            return false; // Nothing may pass through libvirt. It says itself that it got no answer.
        }

        for (var i = 0; i < requested.Count; i++)
        {
            if (requested[i].Answer is { } answer)
            {
                credentials[i].Result = Copy(answer);
                credentials[i].ResultLength = (uint)answer.Length;
            }
        }

        return requested.TrueForAll(credential => credential.Answer is not null);
    }

    private static string Text(byte* text) => text is null ? "" : GuestText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    // libvirt frees it. Some of its drivers take it for text that ends with a zero.
    private static byte* Copy(byte[] answer)
    {
        var copy = (byte*)NativeMemory.AllocZeroed((nuint)answer.Length + 1);
        answer.CopyTo(new Span<byte>(copy, answer.Length));
        return copy;
    }
}
