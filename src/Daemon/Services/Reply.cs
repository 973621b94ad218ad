using Google.Protobuf;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services;

/// <summary>Replies of service methods that have no need to wait.</summary>
internal static class Reply
{
    public static Task<Nothing> Nothing { get; } = Task.FromResult(new Nothing());

    public static Task<BoolReply> Of(bool value) => Task.FromResult(new BoolReply { Value = value });

    public static Task<IntReply> Of(int value) => Task.FromResult(new IntReply { Value = value });

    public static Task<Int64Reply> Of(long value) => Task.FromResult(new Int64Reply { Value = value });

    public static Task<StringReply> Of(string value) => Task.FromResult(new StringReply { Value = value.ToGuestBytes() });

    public static Task<StringReply> Of(ReadOnlyMemory<byte> value)
        => Task.FromResult(new StringReply { Value = UnsafeByteOperations.UnsafeWrap(value) });

    public static Task<DeviceReply> Device(string value) => Task.FromResult(new DeviceReply { Value = value.ToGuestBytes() });

    public static Task<StringListReply> List(IEnumerable<string> values)
        => Task.FromResult(new StringListReply { Values = { values.Select(v => v.ToGuestBytes()) } });

    public static Task<DeviceListReply> Devices(IEnumerable<string> values)
        => Task.FromResult(new DeviceListReply { Values = { values.Select(v => v.ToGuestBytes()) } });

    public static Pair Pair(string key, string value) => new() { Key = key.ToGuestBytes(), Value = value.ToGuestBytes() };
}
