using Google.Protobuf;
using GuestCtl.Cli.Output;
using GuestCtl.Cli.Shell.Output;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Cli.Tests.Shell.Output;

/// <summary>Values that are written as they come.</summary>
public sealed class PartsTests
{
    private readonly MemoryStream _written = new();

    [Fact]
    public void A_text_in_parts_is_written_byte_for_byte_and_ended()
        => Assert.Equal("a\xff\xc3\xa9\n", Write(v => v.TextParts(each =>
        {
            Assert.True(each(new StringPart { Data = ByteString.CopyFrom(0x61, 0xff, 0xc3) }));
            Assert.True(each(new StringPart { Data = ByteString.CopyFrom(0xa9) }));
        })));

    [Fact]
    public void Each_value_of_a_list_is_a_line()
        => Assert.Equal("one\n\n", Write(v => v.ListParts(each => each(new StringListReply { Values = { ByteString.CopyFromUtf8("one"), ByteString.Empty } }))));

    [Fact]
    public void When_nobody_reads_any_more_no_part_is_wanted()
    {
        var parts = 0;
        new ValueWriter(new ShellOutput(new ClosedPipe())).RawParts(each =>
        {
            while (each(new BytesPart { Data = ByteString.CopyFrom(new byte[50_000]) }))
            {
                Assert.InRange(++parts, 1, 10);
            }
        });
    }

    private string Write(Action<ValueWriter> write)
    {
        var output = new ShellOutput(_written);
        write(new ValueWriter(output));
        output.Flush();
        return System.Text.Encoding.Latin1.GetString(_written.ToArray());
    }

    private sealed class ClosedPipe : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new BrokenPipeException();
    }
}
