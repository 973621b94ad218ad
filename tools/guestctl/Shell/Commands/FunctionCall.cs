using GuestCtl.Cli.Shell.Output;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>A call of a function with its arguments read: first the required ones, then the optional, which are null where not given.</summary>
internal sealed class FunctionCall(ShellSession session, object?[] values, IReadOnlyList<string> temporaryFiles) : IDisposable
{
    /// <summary>The name of a file that stands for the standard output.</summary>
    public const string StandardOutput = "/dev/stdout";

    public GuestFs Guest => session.Guest;

    public ValueWriter Output => session.Values;

    public string Text(int index) => (string)values[index]!;

    public string? OptionalText(int index) => (string?)values[index];

    public bool Bool(int index) => (bool)values[index]!;

    public bool? OptionalBool(int index) => (bool?)values[index];

    public int Int(int index) => (int)values[index]!;

    public int? OptionalInt(int index) => (int?)values[index];

    public long Int64(int index) => (long)values[index]!;

    public long? OptionalInt64(int index) => (long?)values[index];

    public string[] List(int index) => (string[])values[index]!;

    public string[]? OptionalList(int index) => (string[]?)values[index];

    public ReadOnlyMemory<byte> Bytes(int index) => GuestText.Encode(Text(index));

    /// <summary>Calls a function that writes a file of the host, or to where the commands print.</summary>
    public void Receive(int index, Action<string> intoFile, Action<Stream> intoStream)
    {
        if (Text(index) == StandardOutput)
        {
            intoStream(session.Output);
        }
        else
        {
            intoFile(Text(index));
        }
    }

    public void Dispose()
    {
        foreach (var file in temporaryFiles)
        {
            File.Delete(file);
        }
    }
}
