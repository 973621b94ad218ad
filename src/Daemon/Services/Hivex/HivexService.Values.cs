using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Hivex;

/// <summary>Values.</summary>
internal sealed partial class HivexService
{
    public override Task<StringReply> HivexValueKey(HivexValueKeyRequest request, ServerCallContext context)
        => Text(Hive.Key((nuint)request.Valueh), Value(request.Valueh));

    public override Task<Int64Reply> HivexValueType(HivexValueTypeRequest request, ServerCallContext context)
        => Hive.Type((nuint)request.Valueh, out var type) ? Reply.Of((long)type) : throw Failure(Value(request.Valueh));

    public override Task<BytesReply> HivexValueValue(HivexValueValueRequest request, ServerCallContext context)
        => Task.FromResult(new BytesReply { Value = UnsafeByteOperations.UnsafeWrap(Content(request.Valueh)) });

    public override Task<StringReply> HivexValueString(HivexValueStringRequest request, ServerCallContext context)
        => Text(Hive.Text((nuint)request.Valueh), $"{Value(request.Valueh)} as text");

    public override Task<StringReply> HivexValueUtf8(HivexValueUtf8Request request, ServerCallContext context)
        => Text(Hive.Text((nuint)request.Valueh), $"{Value(request.Valueh)} as text");

    private byte[] Content(long value) => Hive.Content((nuint)value) ?? throw Failure(Value(value));

    private static string Value(long number) => $"value {number}";
}
