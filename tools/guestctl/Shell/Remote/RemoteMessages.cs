using System.Buffers.Binary;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>The messages between a shell that listens and one that sends: a command and its arguments one way, and bytes the other.</summary>
internal static class RemoteMessages
{
    /// <summary>What a listener answers.</summary>
    public const byte Succeeded = 0;

    public const byte Failed = 1;

    /// <summary>What it sends from time to time before that.</summary>
    public const byte Alive = 2;

    /// <summary>How long one side waits for a byte of the other that should be there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // No command line is longer.
    private const int LongestCommand = 16 << 20;

    /// <summary>Writes a command.</summary>
    public static void Write(Stream connection, bool ignoresErrors, string name, IReadOnlyList<string> arguments)
    {
        var words = new MemoryStream();
        words.WriteByte(ignoresErrors ? (byte)1 : (byte)0);
        foreach (var word in arguments.Prepend(name))
        {
            words.Write(GuestText.Encode(word));
            words.WriteByte(0);
        }

        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)words.Length);
        connection.Write([.. length, .. words.ToArray()]);
    }

    /// <summary>Reads a command; null when there are no more.</summary>
    /// <exception cref="InvalidDataException">What came is no command.</exception>
    public static (bool IgnoresErrors, string Name, IReadOnlyList<string> Arguments)? Read(Stream connection)
    {
        var length = new byte[4];
        if (connection.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is < 2 or > LongestCommand)
        {
            throw new InvalidDataException($"a command of {size} bytes was announced, which is not one");
        }

        var message = new byte[size];
        connection.ReadExactly(message);
        var words = GuestText.Decode(message.AsSpan(1)).Split('\0')[..^1];
        return words.Length > 0 ? (message[0] == 1, words[0], words[1..]) : throw new InvalidDataException("a command without a name was sent");
    }
}
