using System.Collections;
using GuestCtl.Daemon.Programs;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>The subcommands of the debug function: for looking into the appliance itself.</summary>
internal static class DebugCommands
{
    private static readonly SortedDictionary<string, Func<string[], CancellationToken, Task<string>>> All = new(StringComparer.Ordinal)
    {
        ["env"] = (_, _) => Task.FromResult(string.Concat(
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => $"{v.Key}={v.Value}\n").Order(StringComparer.Ordinal))),
        ["fds"] = (_, token) => Tool.RunAsync("ls", ["-l", $"/proc/{Environment.ProcessId}/fd/"], token),
        ["help"] = (_, _) => Task.FromResult(string.Concat(All!.Keys.Select(name => name + "\n"))),
        ["ldd"] = (arguments, token) => Tool.RunAsync("/lib64/ld-linux-x86-64.so.2", ["--list", .. arguments], token),
        ["ll"] = (arguments, token) => Tool.RunAsync("ls", ["-la", .. arguments], token),
        ["ls"] = (arguments, token) => Tool.RunAsync("ls", ["-a", .. arguments], token),
        ["segv"] = (_, _) =>
        {
            Environment.FailFast("debug segv was called");
            return Task.FromResult("");
        },
        ["sh"] = (arguments, token) =>
        {
            // It may want to unmount.
            TopDirectory.Drop();
            GuestPrograms.TryEnd();
            return Tool.RunAsync("sh", ["-c", string.Join(' ', arguments)], token);
        },
    };

    /// <summary>Runs a subcommand.</summary>
    /// <exception cref="OperationFailedException">It is unknown, or its tool failed.</exception>
    public static Task<string> RunAsync(string name, string[] arguments, CancellationToken cancellationToken)
        => All.TryGetValue(name, out var command)
            ? command(arguments, cancellationToken)
            : throw OperationFailedException.Invalid($"debug: '{name}' is not a subcommand; 'help' lists them");
}
