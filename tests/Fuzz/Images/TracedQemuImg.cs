using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace GuestCtl.Fuzz.Images;

/// <summary>qemu-img under strace, without a network: which files it opens, and whom it would talk to.</summary>
internal sealed partial class TracedQemuImg : IDisposable
{
    // It answers within a tenth of a second, unless the machine is very busy.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    // Its own libraries and settings, wherever an image may lead it too: no image is there. The time zone is for the dates of an image's snapshots.
    private static readonly string[] OfTheSystem =
    [
        "/lib", "/usr/lib", "/etc/ld.so", "/proc/self/", "/proc/sys/", "/sys/", "/dev/urandom", "/usr/share/locale", "/etc/gnutls", "/etc/ssl", "/usr/share/qemu",
        "/etc/localtime", "/usr/share/zoneinfo",
    ];

    private readonly CanaryFolder _folder;
    private readonly string _trace = Path.GetTempFileName();
    private readonly IReadOnlySet<string> _always = new HashSet<string>();

    /// <param name="folder">Where it works.</param>
    public TracedQemuImg(CanaryFolder folder)
    {
        _folder = folder;
        if (Missing is null)
        {
            // What it opens whatever it is given, such as /dev/null.
            folder.Write(new byte[65536]);
            _always = Opens("-U", "-f", "raw", folder.Image);
        }
    }

    /// <summary>Why this machine cannot trace; null when it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Runs <c>qemu-img info</c>.</summary>
    /// <returns>The files that it opened or tried to, without its own.</returns>
    public IReadOnlySet<string> Opens(params string[] arguments)
    {
        string[] command = ["-e", "trace=open,openat,openat2,connect", "-e", "signal=none", "-s", "4096", "-qq", "-f", "-o", _trace, "--", "qemu-img", "info", .. arguments];
        Run("unshare", [.. NoNetwork, "strace", .. command], _folder.Path);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(_trace, Encoding.Latin1))
        {
            if (Connects().IsMatch(line))
            {
                names.Add("connect: " + line);
            }
            else if (Opened().Match(line) is { Success: true } match)
            {
                names.Add(Path.GetFullPath(WithoutProtocol(Unescape(match.Groups[1].Value)), _folder.Path));
            }
        }

        names.ExceptWith(_always.Where(name => name != _folder.Image));
        names.RemoveWhere(name => Array.Exists(OfTheSystem, name.StartsWith));
        return names;
    }

    public void Dispose() => File.Delete(_trace);

    private static string[] NoNetwork => Environment.IsPrivilegedProcess ? ["-n", "--"] : ["-r", "-n", "--"];

    private static string? FindMissing()
    {
        foreach (var program in new[] { "strace", "qemu-img", "unshare" })
        {
            if (!Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), directory => File.Exists(Path.Combine(directory, program))))
            {
                return $"there is no {program}";
            }
        }

        return Run("unshare", [.. NoNetwork, "strace", "-qq", "-o", "/dev/null", "true"], "/") == 0 ? null : "this process may not trace another one in a network namespace";
    }

    private static int Run(string program, string[] arguments, string directory)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = directory };
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Deadline))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        output.GetAwaiter().GetResult();
        return process.ExitCode;
    }

    // Before it takes the protocol off, QEMU looks whether the whole name is that of a device.
    private static string WithoutProtocol(string name) => name.StartsWith("file:", StringComparison.Ordinal) ? name["file:".Length..] : name;

    // strace writes bytes outside of ASCII as octal digits.
    private static string Unescape(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.Add((byte)text[i]);
                continue;
            }

            var digits = OctalDigits().Match(text, i + 1).Value;
            bytes.Add(digits.Length > 0 ? (byte)Convert.ToInt32(digits, 8) : (byte)(text[i + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'v' => '\v', 'f' => '\f', var other => other }));
            i += Math.Max(1, digits.Length);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("""open(?:at2?)?\((?:AT_FDCWD, )?["]((?:[^"\\]|\\.)*)["]""")]
    private static partial Regex Opened();

    [GeneratedRegex(@"connect\([0-9]+, \{sa_family=AF_(?:INET|INET6|UNIX), (?!sun_path=""/var/run/nscd)")]
    private static partial Regex Connects();

    [GeneratedRegex(@"\G[0-7]{1,3}")]
    private static partial Regex OctalDigits();
}
