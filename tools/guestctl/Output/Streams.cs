using System.Text;

namespace GuestCtl.Cli.Output;

/// <summary>Where a command writes: results to the output, everything else to the error stream.</summary>
internal sealed class Streams : IDisposable
{
    private readonly Lock _errorLock = new();
    private readonly TextWriter _error;

    public Streams(Stream output, TextWriter error, bool outputIsTerminal = false, bool errorIsTerminal = false)
    {
        Bytes = output;
        Text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024, leaveOpen: true) { NewLine = "\n" };
        _error = error;
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
    }

    /// <summary>The output for raw bytes. Flush <see cref="Text"/> before writing here.</summary>
    public Stream Bytes { get; }

    /// <summary>The output for text, UTF-8 and buffered.</summary>
    public TextWriter Text { get; }

    public bool OutputIsTerminal { get; }

    public bool ErrorIsTerminal { get; }

    /// <summary>The status line on the error stream, if it is a terminal; it is moved out of the way of other messages.</summary>
    public StatusLine? Status { get; private set; }

    public static Streams OfProcess()
    {
        var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        var streams = new Streams(StandardOutput.Open(), error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
        if (streams.ErrorIsTerminal)
        {
            streams.Status = new StatusLine(streams.ErrorText, TimeProvider.System);
        }

        return streams;
    }

    /// <summary>Writes a line for people; the caller has escaped what came from a guest.</summary>
    public void ErrorLine(string line)
    {
        lock (_errorLock)
        {
            Status?.Clear();
            _error.WriteLine(line);
        }
    }

    /// <summary>Writes to the error stream without ending the line.</summary>
    public void ErrorText(string text)
    {
        lock (_errorLock)
        {
            _error.Write(text);
            _error.Flush();
        }
    }

    public void Dispose() => Status?.Dispose();
}
