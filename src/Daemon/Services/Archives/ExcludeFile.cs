using Google.Protobuf;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Patterns of names to leave out, as a file for tools: so they may be of any bytes.</summary>
internal static class ExcludeFile
{
    /// <summary>The content of the file.</summary>
    /// <exception cref="OperationFailedException">EINVAL: a pattern has a line end or a zero byte.</exception>
    public static byte[] Of(IEnumerable<ByteString> patterns)
    {
        var file = new MemoryStream();
        foreach (var pattern in patterns)
        {
            if (pattern.Span.ContainsAny((byte)'\n', (byte)0))
            {
                throw OperationFailedException.Invalid("a pattern of names to leave out cannot contain a line end or a zero byte");
            }

            file.Write(pattern.Span);
            file.WriteByte((byte)'\n');
        }

        return file.ToArray();
    }
}
