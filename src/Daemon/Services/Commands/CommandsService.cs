using System.Runtime.InteropServices;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>Programs and the appliance itself.</summary>
internal sealed partial class CommandsService(GuestRoot root) : Protocol.Api.Commands.CommandsBase
{
    public override Task<Nothing> PingDaemon(NoArguments request, ServerCallContext context) => Reply.Nothing;

    public override Task<StringReply> EchoDaemon(EchoDaemonRequest request, ServerCallContext context)
        => Reply.Of(ByteString.CopyFrom([.. request.Words.SelectMany((word, i) => i == 0 ? word : word.Prepend((byte)' '))]).Memory);

    public override Task<Utsname> Utsname(NoArguments request, ServerCallContext context)
        => Task.FromResult(new Utsname
        {
            UtsSysname = Kernel("ostype"),
            UtsRelease = Kernel("osrelease"),
            UtsVersion = Kernel("version"),
            UtsMachine = Machine.ToGuestBytes(),
        });

    public override async Task<StringReply> Dmesg(NoArguments request, ServerCallContext context)
        => new() { Value = (await Tool.RunAsync("dmesg", [], context.CancellationToken)).ToGuestBytes() };

    public override async Task<Nothing> Sleep(SleepRequest request, ServerCallContext context)
    {
        if (request.Secs < 0)
        {
            throw OperationFailedException.Invalid($"cannot sleep for {request.Secs} seconds: the number must be 0 or more");
        }

        await Task.Delay(TimeSpan.FromSeconds(request.Secs), context.CancellationToken);
        return new Nothing();
    }

    public override async Task<StringReply> Debug(DebugRequest request, ServerCallContext context)
        => await Reply.Of(await DebugCommands.RunAsync(
            GuestText.Decode(request.Subcmd), [.. request.ExtraArgs.Select(GuestText.Decode)], context));

    public override Task<StringListReply> AvailableAllGroups(NoArguments request, ServerCallContext context) => Reply.List(FeatureGroupNames.All);

    private static string Machine => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.Arm64 => "aarch64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static ByteString Kernel(string name) => File.ReadAllText($"/proc/sys/kernel/{name}").TrimEnd('\n').ToGuestBytes();
}
