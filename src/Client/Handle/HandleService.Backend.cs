using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Handle;

internal sealed partial class HandleService
{
    private const string Backend = "direct";

    // What 'direct' was called in the days of this function.
    private const string AttachMethod = "appliance";

    public override Task<Nothing> SetBackend(SetBackendRequest request, ServerCallContext context)
        => Set(() => EnvironmentSettings.CheckBackend(GuestText.Decode(request.Backend), "set_backend"));

    public override Task<StringReply> GetBackend(NoArguments request, ServerCallContext context) => Of(Backend);

    public override Task<Nothing> SetAttachMethod(SetAttachMethodRequest request, ServerCallContext context)
        => Set(() => EnvironmentSettings.CheckBackend(GuestText.Decode(request.Backend), "set_attach_method"));

    public override Task<StringReply> GetAttachMethod(NoArguments request, ServerCallContext context) => Of(AttachMethod);

    public override Task<StringListReply> GetBackendSettings(NoArguments request, ServerCallContext context)
        => Task.FromResult(new StringListReply { Values = { settings.Backend.All.Select(s => s.ToGuestBytes()) } });

    public override Task<Nothing> SetBackendSettings(SetBackendSettingsRequest request, ServerCallContext context)
        => Set(() =>
        {
            string[] all = [.. request.Settings.Select(GuestText.Decode)];
            BackendSettings.Check("set_backend_settings", all);
            settings.Backend.Replace(all);
        });

    public override Task<StringReply> GetBackendSetting(GetBackendSettingRequest request, ServerCallContext context)
        => settings.Backend.Get(GuestText.Decode(request.Name)) is { } value
            ? Of(value)
            : throw new GuestOperationException(
                "get_backend_setting", $"the backend setting '{GuestText.Decode(request.Name)}' is not set", Errno.ESRCH, reason: Reasons.BackendSettingMissing(GuestText.Decode(request.Name)));

    public override Task<Nothing> SetBackendSetting(SetBackendSettingRequest request, ServerCallContext context)
        => Set(() =>
        {
            var (name, value) = (GuestText.Decode(request.Name), GuestText.Decode(request.Val));
            BackendSettings.Check("set_backend_setting", [$"{name}={value}"]);
            settings.Backend.Set(name, value);
        });

    public override Task<IntReply> ClearBackendSetting(ClearBackendSettingRequest request, ServerCallContext context)
        => Of(settings.Backend.Clear(GuestText.Decode(request.Name)));

    public override Task<Nothing> ParseEnvironment(NoArguments request, ServerCallContext context)
        => Set(() => EnvironmentSettings.Apply(settings, InThisState(Environment.GetEnvironmentVariable), "parse_environment"));

    public override Task<Nothing> ParseEnvironmentList(ParseEnvironmentListRequest request, ServerCallContext context)
    {
        var variables = request.Environment.Select(GuestText.Decode)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0])
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
        return Set(() => EnvironmentSettings.Apply(settings, InThisState(variables.GetValueOrDefault), "parse_environment_list"));
    }

    // A variable does what its function does, and so it is refused when that is.
    private Func<string, string?> InThisState(Func<string, string?> variables) => name =>
        variables(name) is { Length: > 0 } && EnvironmentSettings.ConfigOnly(name) is { } function && lifecycle.State is (HandleState.Launching or HandleState.Ready)
            ? throw new GuestOperationException(function, Refusals.ConfigOnly, Errno.EINVAL, reason: Reasons.ConfigOnly)
            : Existing(name, variables(name));

    // The directory that the function would refuse is refused in its place.
    private string? Existing(string variable, string? value) => variable switch
    {
        "LIBGUESTFS_TMPDIR" when value is { Length: > 0 } => ExistingDirectory("set_tmpdir", value),
        "LIBGUESTFS_CACHEDIR" when value is { Length: > 0 } => ExistingDirectory("set_cachedir", value),
        _ => value,
    };
}
