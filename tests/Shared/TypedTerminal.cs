using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace GuestCtl.Testing;

/// <summary>A command at a terminal of its own, which script(1) makes: a test types, and reads what is shown.</summary>
internal partial class TypedTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly byte[] _buffer = new byte[4096];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>Starts a command.</summary>
    /// <param name="home">The directory in which it starts, which is also its home.</param>
    /// <param name="command">The command, of the host's shell.</param>
    /// <param name="environment">Further variables.</param>
    public TypedTerminal(string home, string command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = home,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["HOME"] = home;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Types keys; \n is Enter, \t Tab, \x03 Ctrl-C.</summary>
    public void Type(string keys)
    {
        _process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(keys.Replace('\n', '\r')));
        _process.StandardInput.BaseStream.Flush();
    }

    /// <summary>Waits until a text is shown that no wait has seen yet.</summary>
    /// <returns>What was shown up to it, as a person reads it.</returns>
    public async Task<string> WaitAsync(string text) => Codes().Replace(await ReadToAsync(text), "");

    /// <summary>Waits as <see cref="WaitAsync"/> does.</summary>
    /// <returns>All that was sent up to the text, as it is.</returns>
    public async Task<string> ReadToAsync(string text)
    {
        int at;
        while ((at = _shown.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
        {
            Assert.True(await ReadMoreAsync(), $"'{text}' was not shown, but: {_shown}");
        }

        var seen = _shown.ToString(0, at + text.Length);
        _shown.Remove(0, at + text.Length);
        return seen;
    }

    /// <summary>Waits until the shell has ended.</summary>
    /// <returns>What it sent that no wait has seen yet.</returns>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReadMoreAsync())
        {
            // All of it is kept.
        }

        var seen = _shown.ToString();
        _shown.Clear();
        return seen;
    }

    /// <summary>Waits for the end of the shell.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        while (await _process.StandardOutput.BaseStream.ReadAsync(_buffer).AsTask().WaitAsync(Patience) > 0)
        {
            // What is shown at the end matters to nobody.
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    // False at the end, and when nothing came for long. A character may come in two parts.
    private async Task<bool> ReadMoreAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var count = 0;
        try
        {
            count = await _process.StandardOutput.BaseStream.ReadAsync(_buffer, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // Told of by the caller, who knows what was waited for.
        }

        var characters = new char[_buffer.Length];
        _shown.Append(characters, 0, _decoder.GetChars(_buffer, 0, count, characters, 0));
        return count > 0;
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\e[=>]|\r")]
    private static partial Regex Codes();
}
