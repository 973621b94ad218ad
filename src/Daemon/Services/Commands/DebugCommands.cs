using System.Collections;
using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>The subcommands of the debug function: for looking into the appliance itself.</summary>
internal static class DebugCommands
{
    // What still goes into one message.
    private const int LongestError = 1 << 20;

    // The console is slow.
    private const int LongestSpew = 10_000;

    private static readonly Task<string> Done = Task.FromResult("ok");

    private static readonly SortedDictionary<string, Func<string[], ServerCallContext, Task<string>>> All = new(StringComparer.Ordinal)
    {
        ["error"] = (arguments, _) => arguments is [var length] && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= LongestError
            ? throw new OperationFailedException(new string('a', count), 0)
            : throw OperationFailedException.Invalid("debug error: expecting one arg: length of error message"),
        ["core_pattern"] = (arguments, _) => DebugCores.Keep(arguments),
        ["env"] = (_, _) => Task.FromResult(string.Concat(
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => $"{v.Key}={v.Value}\n").Order(StringComparer.Ordinal))),
        ["fds"] = (_, call) => Tool.RunAsync("ls", ["-l", $"/proc/{Environment.ProcessId}/fd/"], call.CancellationToken),
        ["help"] = (_, _) => Task.FromResult($"Commands supported: {string.Join(' ', All!.Keys)}"),
        ["ldd"] = (arguments, call) => Tool.RunAsync("/lib64/ld-linux-x86-64.so.2", ["--list", .. arguments], call.CancellationToken),
        ["ll"] = (arguments, call) => Tool.RunAsync("ls", ["-la", .. arguments], call.CancellationToken),
        ["ls"] = (arguments, call) => Tool.RunAsync("ls", ["-a", .. arguments], call.CancellationToken),
        ["print"] = (arguments, _) =>
        {
            Console.Error.WriteLine(string.Join(' ', arguments));
            return Done;
        },
        ["progress"] = DebugProgress.RunAsync,
        ["segv"] = (_, _) =>
        {
            Environment.FailFast("debug segv was called");
            return Task.FromResult("");
        },
        ["setenv"] = (arguments, _) =>
        {
            if (arguments is not [var name, var value] || name.Length == 0)
            {
                throw OperationFailedException.Invalid("setenv: two arguments expected");
            }

            Environment.SetEnvironmentVariable(name, value);
            return Done;
        },
        ["sh"] = DebugShell.RunAsync,
        ["spew"] = (arguments, _) =>
        {
            if (arguments is not [var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) || lines > LongestSpew)
            {
                throw OperationFailedException.Invalid("spew: expecting number of lines <n>");
            }

            Console.Error.Write(string.Concat(Enumerable.Range(1, lines).Select(line => string.Create(CultureInfo.InvariantCulture, $"{line}: a line of the console\n"))));
            return Done;
        },
    };

    /// <summary>Runs a subcommand.</summary>
    /// <exception cref="OperationFailedException">It is unknown, or its tool failed.</exception>
    public static Task<string> RunAsync(string name, string[] arguments, ServerCallContext call)
        => All.TryGetValue(name, out var command)
            ? command(arguments, call)
            : throw OperationFailedException.Invalid($"debug: '{name}' is not a subcommand; 'help' lists them", Reasons.DebugCommandUnknown(name));
}
