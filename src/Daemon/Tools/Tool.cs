using System.Text;
using CliWrap;
using CliWrap.Exceptions;
using GuestCtl.Daemon.Boot;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Tools;

/// <summary>The appliance's external tools: argument lists, C locale, captured output, exit codes mapped to errors.</summary>
internal static class Tool
{
    // Output is kept in memory and sent as one message, so it may not be longer than one.
    private const int MaxOutput = Protocol.Wire.FrameLimits.MaxPayload - 4096;

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
        ["LC_ALL"] = "C",
        ["HOME"] = "/root",
        ["TERM"] = "dumb",
        ["DM_DISABLE_UDEV"] = "1",
        ["LVM_SUPPRESS_FD_WARNINGS"] = "1",
    };

    /// <summary>Whether a tool is in the appliance.</summary>
    public static bool Exists(string name) => Find(name) is not null;

    /// <summary>Whether a value reaches a tool as it is: arguments are UTF-8 and end at a zero.</summary>
    public static bool IsText(string value) => !value.Contains('\0') && value.EnumerateRunes().All(r => r != Rune.ReplacementChar);

    /// <summary>Runs a tool and returns its standard output.</summary>
    /// <exception cref="OperationFailedException">The tool failed: its name and what it said.</exception>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(name, arguments, cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? result.Output : throw result.ToException();
    }

    /// <summary>Runs a tool and returns what happened, whatever its exit code.</summary>
    public static async Task<ToolResult> TryRunAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        var result = await PipeAsync(name, arguments, PipeSource.Null, PipeTarget.ToStream(new BoundedStream(output, name)), cancellationToken)
            .ConfigureAwait(false);
        return result with { OutputBytes = output.ToArray() };
    }

    /// <summary>Runs a tool with streams at both ends.</summary>
    public static async Task<ToolResult> PipeAsync(
        string name, IEnumerable<string> arguments, PipeSource input, PipeTarget output, CancellationToken cancellationToken)
    {
        var path = Find(name) ?? throw new OperationFailedException($"{name} is not in this appliance", Errno.EOPNOTSUPP);
        var error = new ErrorText();
        try
        {
            var running = Cli.Wrap(path)
                .WithArguments(arguments)
                .WithEnvironmentVariables(Environment)
                .WithWorkingDirectory("/")
                .WithStandardInputPipe(input)
                .WithStandardOutputPipe(output)
                .WithStandardErrorPipe(PipeTarget.ToStream(error))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellationToken);
            OutOfMemory.Expose(running.ProcessId);
            var result = await running.ConfigureAwait(false);
            return new ToolResult(name, result.ExitCode, [], error.ToString());
        }
        catch (CliWrapException e)
        {
            throw new OperationFailedException($"{name}: {e.Message}", Errno.EIO);
        }
    }

    private static string? Find(string name)
        => name.StartsWith('/') ? (File.Exists(name) ? name : null) : Environment["PATH"]!.Split(':').Select(directory => $"{directory}/{name}").FirstOrDefault(File.Exists);

    private sealed class BoundedStream(MemoryStream target, string tool) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => target.Length;

        public override long Position { get => target.Position; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (target.Length + buffer.Length > MaxOutput)
            {
                throw new OperationFailedException($"{tool} printed more than {MaxOutput} bytes", Errno.EMSGSIZE);
            }

            target.Write(buffer);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
