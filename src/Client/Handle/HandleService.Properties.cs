using System.Globalization;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Handle;

internal sealed partial class HandleService
{
    public override Task<Nothing> SetAutosync(SetAutosyncRequest request, ServerCallContext context) => Set(() => settings.Autosync = request.Autosync);

    public override Task<BoolReply> GetAutosync(NoArguments request, ServerCallContext context) => Of(settings.Autosync);

    public override Task<Nothing> SetVerbose(SetVerboseRequest request, ServerCallContext context) => Set(() => settings.Verbose = request.Verbose);

    public override Task<BoolReply> GetVerbose(NoArguments request, ServerCallContext context) => Of(settings.Verbose);

    public override Task<Nothing> SetTrace(SetTraceRequest request, ServerCallContext context) => Set(() => settings.Trace = request.Trace);

    public override Task<BoolReply> GetTrace(NoArguments request, ServerCallContext context) => Of(settings.Trace);

    public override Task<Nothing> SetRecoveryProc(SetRecoveryProcRequest request, ServerCallContext context) => Set(() => settings.RecoveryProcess = request.RecoveryProc);

    public override Task<BoolReply> GetRecoveryProc(NoArguments request, ServerCallContext context) => Of(settings.RecoveryProcess);

    public override Task<Nothing> SetNetwork(SetNetworkRequest request, ServerCallContext context) => Set(() => settings.Network = request.Network);

    public override Task<BoolReply> GetNetwork(NoArguments request, ServerCallContext context) => Of(settings.Network);

    public override Task<Nothing> SetPgroup(SetPgroupRequest request, ServerCallContext context) => Set(() => settings.ProcessGroup = request.Pgroup);

    public override Task<BoolReply> GetPgroup(NoArguments request, ServerCallContext context) => Of(settings.ProcessGroup);

    public override Task<Nothing> SetDirect(SetDirectRequest request, ServerCallContext context) => Set(() => settings.Direct = request.Direct);

    public override Task<BoolReply> GetDirect(NoArguments request, ServerCallContext context) => Of(settings.Direct);

    public override Task<Nothing> SetHv(SetHvRequest request, ServerCallContext context) => Set(() => settings.Hypervisor = GuestText.Decode(request.Hv));

    public override Task<StringReply> GetHv(NoArguments request, ServerCallContext context) => Of(Hypervisor);

    public override Task<Nothing> SetQemu(SetQemuRequest request, ServerCallContext context)
        => Set(() => settings.Hypervisor = request.HasHv ? GuestText.Decode(request.Hv) : null);

    public override Task<ConstStringReply> GetQemu(NoArguments request, ServerCallContext context) => OfConst(Hypervisor);

    public override Task<Nothing> SetPath(SetPathRequest request, ServerCallContext context)
        => Set(() => settings.Path = request.HasSearchPath ? GuestText.Decode(request.SearchPath) : null);

    public override Task<ConstStringReply> GetPath(NoArguments request, ServerCallContext context) => OfConst(settings.Path ?? settings.EffectiveCacheDirectory);

    public override Task<Nothing> SetAppend(SetAppendRequest request, ServerCallContext context)
        => Set(() => settings.Append = request.HasAppend ? GuestText.Decode(request.Append) : null);

    public override Task<OptionalConstStringReply> GetAppend(NoArguments request, ServerCallContext context)
        => Task.FromResult(settings.Append is { } append ? new OptionalConstStringReply { Value = append.ToGuestBytes() } : new OptionalConstStringReply());

    public override Task<Nothing> SetMemsize(SetMemsizeRequest request, ServerCallContext context)
        => Set(() => settings.MemorySize = request.Memsize >= EnvironmentSettings.MinimumMemory
            ? request.Memsize
            : throw Invalid("set_memsize", $"{request.Memsize} MiB are too few: the appliance needs {EnvironmentSettings.MinimumMemory}", Reasons.ArgumentInvalid("memsize", request.Memsize.ToString(CultureInfo.InvariantCulture))));

    public override Task<IntReply> GetMemsize(NoArguments request, ServerCallContext context) => Of(settings.MemorySize);

    public override Task<Nothing> SetSmp(SetSmpRequest request, ServerCallContext context)
        => Set(() => settings.VirtualCpus = request.Smp is >= 1 and <= 255
            ? request.Smp
            : throw Invalid("set_smp", $"{request.Smp} is not a number of virtual CPUs: it must be 1 to 255", Reasons.ArgumentInvalid("smp", request.Smp.ToString(CultureInfo.InvariantCulture))));

    public override Task<IntReply> GetSmp(NoArguments request, ServerCallContext context) => Of(settings.VirtualCpus);

    public override Task<Nothing> SetTmpdir(SetTmpdirRequest request, ServerCallContext context)
        => Set(() => settings.TemporaryDirectory = request.HasTmpdir ? ExistingDirectory("set_tmpdir", GuestText.Decode(request.Tmpdir)) : null);

    public override Task<StringReply> GetTmpdir(NoArguments request, ServerCallContext context) => Of(settings.EffectiveTemporaryDirectory);

    public override Task<Nothing> SetCachedir(SetCachedirRequest request, ServerCallContext context)
        => Set(() => settings.CacheDirectory = request.HasCachedir ? ExistingDirectory("set_cachedir", GuestText.Decode(request.Cachedir)) : null);

    public override Task<StringReply> GetCachedir(NoArguments request, ServerCallContext context) => Of(settings.LargeFilesDirectory);

    public override Task<Nothing> SetProgram(SetProgramRequest request, ServerCallContext context) => Set(() => settings.Program = GuestText.Decode(request.Program));

    public override Task<ConstStringReply> GetProgram(NoArguments request, ServerCallContext context) => OfConst(settings.Program);

    public override Task<Nothing> SetIdentifier(SetIdentifierRequest request, ServerCallContext context)
        => Set(() => settings.Identifier = GuestText.Decode(request.Identifier) is var identifier && identifier.All(IsPlain)
            ? identifier
            : throw Invalid("set_identifier", $"the identifier '{identifier}' is not possible: it can have letters, digits, underscores and minus signs", Reasons.ArgumentInvalid("identifier", identifier)));

    public override Task<ConstStringReply> GetIdentifier(NoArguments request, ServerCallContext context) => OfConst(settings.Identifier);

    private string Hypervisor => settings.Hypervisor ?? Qemu.QemuSearch.FindEmulator();

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private string ExistingDirectory(string function, string name)
    {
        var path = settings.Locate(function, name);
        return path.Length > 0 && Path.Exists(path)
            ? Directory.Exists(path)
                ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
                : throw Invalid(function, $"'{name}' is not a directory: temporary files need one", Reasons.HostNotADirectory(name))
            : throw new GuestOperationException(function, $"the directory '{name}' does not exist: make it first", Errno.ENOENT, reason: Reasons.HostDirectoryNotFound(name));
    }

    private static GuestOperationException Invalid(string function, string message, ErrorReason reason) => new(function, message, Errno.EINVAL, reason: reason);

    private static Task<Nothing> Set(Action assign)
    {
        assign();
        return Done();
    }
}
