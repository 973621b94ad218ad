using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Programs;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>Programs of the guest.</summary>
internal sealed partial class CommandsService
{
    // What is returned as one message may not be longer than one.
    private const int MaxOutput = FrameLimits.MaxPayload - 4096;

    public override async Task<StringReply> Command(CommandRequest request, ServerCallContext context)
        => new() { Value = UnsafeByteOperations.UnsafeWrap(await ReadAsync(Words(request.Arguments), context.CancellationToken)) };

    public override async Task<StringListReply> CommandLines(CommandLinesRequest request, ServerCallContext context)
        => Lines(await ReadAsync(Words(request.Arguments), context.CancellationToken));

    public override Task CommandOut(CommandOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
        => StreamAsync(Words(request.Arguments), responseStream, context.CancellationToken);

    public override async Task<StringReply> Sh(ShRequest request, ServerCallContext context)
        => new() { Value = UnsafeByteOperations.UnsafeWrap(await ReadAsync(Shell(request.Command), context.CancellationToken)) };

    public override async Task<StringListReply> ShLines(ShLinesRequest request, ServerCallContext context)
        => Lines(await ReadAsync(Shell(request.Command), context.CancellationToken));

    public override Task ShOut(ShOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
        => StreamAsync(Shell(request.Command), responseStream, context.CancellationToken);

    private static byte[][] Words(IEnumerable<ByteString> arguments) => [.. arguments.Select(argument => argument.ToByteArray())];

    private static byte[][] Shell(ByteString command) => ["/bin/sh"u8.ToArray(), "-c"u8.ToArray(), command.ToByteArray()];

    private static StringListReply Lines(ReadOnlyMemory<byte> output)
    {
        var reply = new StringListReply();
        while (!output.IsEmpty)
        {
            var end = output.Span.IndexOf((byte)'\n');
            reply.Values.Add(UnsafeByteOperations.UnsafeWrap(end < 0 ? output : output[..end]));
            output = end < 0 ? default : output[(end + 1)..];
        }

        return reply;
    }

    private Task<ReadOnlyMemory<byte>> ReadAsync(byte[][] arguments, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var output = new MemoryStream();
            new GuestProgram(root).Run(arguments, Add, cancellationToken);
            return (ReadOnlyMemory<byte>)output.GetBuffer().AsMemory(0, (int)output.Length);

            void Add(ReadOnlyMemory<byte> more)
            {
                if (output.Length + more.Length > MaxOutput)
                {
                    throw new OperationFailedException(
                        $"{Protocol.Text.GuestText.Decode(arguments[0])} printed more than {MaxOutput} bytes and was ended: use command_out or sh_out, which have no limit",
                        Errno.EMSGSIZE);
                }

                output.Write(more.Span);
            }
        },
        CancellationToken.None);

    // The program waits while its output is on its way.
    private Task StreamAsync(byte[][] arguments, IServerStreamWriter<Chunk> responseStream, CancellationToken cancellationToken) => Task.Run(
        () => new GuestProgram(root).Run(
            arguments,
            output => responseStream.WriteAsync(new Chunk { Data = ByteString.CopyFrom(output.Span) }, cancellationToken).GetAwaiter().GetResult(),
            cancellationToken),
        CancellationToken.None);
}
