using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Libvirt;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Handle;

internal sealed partial class HandleService
{
    private static long _lastNumber;

    private readonly long _number = Interlocked.Increment(ref _lastNumber);

    public override async Task<IntReply> AddDomain(AddDomainRequest request, ServerCallContext context)
    {
        var rules = Rules(
            request.ReadOnly,
            Given(request.HasIface, request.Iface),
            Given(request.HasReadOnlyDisk, request.ReadOnlyDisk),
            Given(request.HasCacheMode, request.CacheMode),
            Given(request.HasDiscard, request.Discard),
            request.CopyOnRead);
        using var connection = LibvirtConnection.Open(Given(request.HasLibvirtUri, request.LibvirtUri), credentials);
        var domain = DomainDescription.Parse(connection.Describe(GuestText.Decode(request.Dom), request.AllowUuid));
        return await AddAsync("add_domain", rules.Of(domain, connection.PathOf), context.CancellationToken).ConfigureAwait(false);
    }

    public override Task<IntReply> AddLibvirtDom(AddLibvirtDomRequest request, ServerCallContext context)
    {
        var rules = Rules(
            request.ReadOnly,
            Given(request.HasIface, request.Iface),
            Given(request.HasReadOnlyDisk, request.ReadOnlyDisk),
            Given(request.HasCacheMode, request.CacheMode),
            Given(request.HasDiscard, request.Discard),
            request.CopyOnRead);
        return AddAsync("add_libvirt_dom", rules.Of(DomainDescription.Parse(GuestText.Decode(request.Dom)), NoVolume), context.CancellationToken);

        static string NoVolume(string pool, string volume)
            => throw new LibvirtException($"the disk ‘{volume}’ is a volume of the storage pool ‘{pool}’, which only libvirt can find: use add_domain", Errno.EOPNOTSUPP);
    }

    public override Task<Nothing> SetLibvirtSupportedCredentials(SetLibvirtSupportedCredentialsRequest request, ServerCallContext context)
    {
        credentials.Support(request.Creds.Select(GuestText.Decode));
        return Done();
    }

    public override Task<StringListReply> GetLibvirtRequestedCredentials(NoArguments request, ServerCallContext context)
        => Task.FromResult(new StringListReply { Values = { credentials.Requested.Select(kind => kind.ToGuestBytes()) } });

    public override Task<StringReply> GetLibvirtRequestedCredentialPrompt(GetLibvirtRequestedCredentialPromptRequest request, ServerCallContext context)
        => Of(credentials[request.Index].Prompt);

    public override Task<StringReply> GetLibvirtRequestedCredentialChallenge(GetLibvirtRequestedCredentialChallengeRequest request, ServerCallContext context)
        => Of(credentials[request.Index].Challenge);

    public override Task<StringReply> GetLibvirtRequestedCredentialDefresult(GetLibvirtRequestedCredentialDefresultRequest request, ServerCallContext context)
        => Of(credentials[request.Index].DefaultResult);

    public override Task<Nothing> SetLibvirtRequestedCredential(SetLibvirtRequestedCredentialRequest request, ServerCallContext context)
    {
        credentials[request.Index].Answer = request.Cred.ToByteArray();
        return Done();
    }

    public override Task<Int64Reply> CPointer(NoArguments request, ServerCallContext context) => Task.FromResult(new Int64Reply { Value = _number });

    private async Task<IntReply> AddAsync(string function, List<Drives.Drive> drives, CancellationToken cancellation)
    {
        await lifecycle.AddDrivesAsync(function, drives, cancellation).ConfigureAwait(false);
        return new IntReply { Value = drives.Count };
    }

    private static DomainDrives Rules(bool readOnly, string? iface, string? readOnlyDisk, string? cachemode, string? discard, bool copyOnRead)
        => new() { ReadOnly = readOnly, Iface = iface, ReadOnlyDisk = readOnlyDisk ?? "write", Cachemode = cachemode ?? "writeback", Discard = discard ?? "disable", CopyOnRead = copyOnRead };

    private static string? Given(bool isGiven, ByteString text) => isGiven ? GuestText.Decode(text) : null;
}
