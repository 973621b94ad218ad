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
    public void Receive(int index, Action<Stream> receive)
    {
        if (Text(index) == StandardOutput)
        {
            IntoOutput(receive);
            return;
        }

        try
        {
            using var file = new Host.LazyFile(Text(index));
            receive(file);
            file.Complete();
        }
        catch (IOException e)
        {
            throw new GuestOperationException(ShellRules.Library, e.Message, 0, e);
        }
    }

    private void IntoOutput(Action<Stream> receive)
    {
        try
        {
            receive(session.Output);
        }
        catch (IOException e)
        {
            session.Errors.Report(new GuestOperationException(ShellRules.Library, $"{StandardOutput}: write: {Host.HostErrors.Reason(e)}", 0, e));
            throw new GuestOperationException(ShellRules.Library, "file receive cancelled by daemon", 0, e);
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
