using System.Globalization;
using GuestCtl.Cli.Encryption;
using GuestCtl.Cli.Shell.Commands;
using GuestCtl.Cli.Shell.Disks;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>Reads the command line of the shell.</summary>
internal sealed class OptionReader
{
    private const string AllowReferencedFiles = "allow-referenced-files";

    private static readonly OptionSyntax Syntax = new("a:c:d:Df:him:nN:rvVwx", new Dictionary<string, OptionArgument>
    {
        ["add"] = OptionArgument.Required, [AllowReferencedFiles] = OptionArgument.None, ["blocksize"] = OptionArgument.Optional, ["cmd-help"] = OptionArgument.Optional,
        ["connect"] = OptionArgument.Required, ["csh"] = OptionArgument.None, ["domain"] = OptionArgument.Required,
        ["echo-keys"] = OptionArgument.None, ["file"] = OptionArgument.Required, ["format"] = OptionArgument.Optional,
        ["help"] = OptionArgument.None, ["inspector"] = OptionArgument.None, ["key"] = OptionArgument.Required,
        ["keys-from-stdin"] = OptionArgument.None, ["listen"] = OptionArgument.None, ["live"] = OptionArgument.None,
        ["mount"] = OptionArgument.Required, ["network"] = OptionArgument.None, ["new"] = OptionArgument.Required,
        ["no-dest-paths"] = OptionArgument.None, ["no-sync"] = OptionArgument.None, ["pipe-error"] = OptionArgument.None,
        ["progress-bars"] = OptionArgument.None, ["no-progress-bars"] = OptionArgument.None, ["remote"] = OptionArgument.Optional,
        ["ro"] = OptionArgument.None, ["rw"] = OptionArgument.None, ["selinux"] = OptionArgument.None,
        ["verbose"] = OptionArgument.None, ["version"] = OptionArgument.None,
    }, new HashSet<string> { "add", "cmd-help", "connect", "domain", "file", "inspector", "mount", "new", "no-sync", "ro", "rw", "verbose", "version" }, new HashSet<string> { AllowReferencedFiles });

    private readonly ShellOptions _options = new();
    private string? _format;
    private bool _formatIsUnused;
    private int? _blockSize;
    private bool _blockSizeIsUnused;
    private bool _wantsHelp;

    private OptionReader()
    {
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static ShellOptions Read(IReadOnlyList<string> arguments)
    {
        var reader = new OptionReader();
        reader._options.Words.AddRange(Syntax.Read(arguments, reader.Take));
        reader.Finish();
        return reader._options;
    }

    private void Take(string name, string? argument)
    {
        switch (name)
        {
            case "a" or "add":
                Add(argument!);
                break;
            case "blocksize":
                _blockSize = argument is null ? null : int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? size
                    : throw new UsageException("guestfish: --blocksize option is not numeric");
                _blockSizeIsUnused = true;
                break;
            case "format":
                _format = string.IsNullOrEmpty(argument) ? null : argument;
                _formatIsUnused = true;
                break;
            case "c" or "connect":
                _options.LibvirtAddress = argument;
                break;
            case "d" or "domain":
                _options.Drives.Add(new DriveOption.Domain(argument!));
                break;
            case "D":
                _options.NoDestinationPaths = true;
                _options.Warnings.Add("guestfish: warning: -D option is deprecated, use --no-dest-paths instead");
                break;
            case "f" or "file":
                _options.File = _options.File is null ? argument : throw new UsageException("guestfish: only one -f parameter can be given");
                break;
            case "h" or "cmd-help":
                _wantsHelp = true;
                break;
            case "key":
                AddKey(argument!);
                break;
            case "live":
                throw new UsageException("guestfish: libguestfs live support was removed in libguestfs 1.48");
            case "m" or "mount":
                _options.Mounts.Add(MountOption.Parse(argument!));
                break;
            case "N" or "new":
                Prepare(argument!);
                break;
            case "remote":
                _options.Remote = Process(argument);
                break;
            default:
                Flag(name);
                break;
        }
    }

    private void Flag(string name)
    {
        Action set = name switch
        {
            AllowReferencedFiles => () => _options.AllowReferencedFiles = true,
            "csh" => () => _options.Csh = true,
            "echo-keys" => () => _options.EchoKeys = true,
            "help" => () => _options.Information ??= HelpText.Options,
            "i" or "inspector" => () => _options.Inspect = true,
            "keys-from-stdin" => () => _options.KeysFromStandardInput = true,
            "listen" => () => _options.Listen = true,
            "network" => () => _options.Network = true,
            "n" or "no-sync" => () => _options.NoSync = true,
            "no-dest-paths" => () => _options.NoDestinationPaths = true,
            "pipe-error" => () => _options.PipeError = true,
            "progress-bars" => () => _options.ProgressBars = true,
            "no-progress-bars" => () => _options.ProgressBars = false,
            "r" or "ro" => () => _options.ReadOnly = true,
            "w" or "rw" => () => _options.ReadWrite = true,
            "v" or "verbose" => () => _options.Verbose = true,
            "V" or "version" => () => _options.Information ??= HelpText.Version,
            "x" => () => _options.Trace = true,
            _ => static () => { }, // --selinux: taken, and without effect here.
        };
        set();
    }

    private void Add(string argument)
    {
        (_formatIsUnused, _blockSizeIsUnused) = (false, false);
        var address = DriveAddress.TryParse(argument);
        if (address is null or { Protocol: "file" })
        {
            var path = address?.Path ?? argument;
            _options.Drives.Add(File.Exists(path) || Directory.Exists(path)
                ? new DriveOption.Image(path, _format, _blockSize)
                : throw new UsageException($"guestfish: access: {path}: No such file or directory"));
        }
        else
        {
            _options.Drives.Add(new DriveOption.Remote(address, _format, _blockSize));
        }
    }

    private void AddKey(string selector)
    {
        try
        {
            _options.Keys.Add(KeyOption.Parse(selector));
        }
        catch (KeyException e)
        {
            throw new UsageException($"guestfish: {e.Message}");
        }
    }

    private void Prepare(string argument)
    {
        if (argument == "help")
        {
            _options.Information ??= PreparedDiskHelp.Print;
            return;
        }

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var number = _options.Drives.OfType<DriveOption.Prepared>().Count() + 1;
        var file = equals < 0 ? string.Create(CultureInfo.InvariantCulture, $"test{number}.img") : argument[..equals];
        _ = PreparedDisks.Find(argument[(equals + 1)..]);
        _options.Drives.Add(new DriveOption.Prepared(file, argument[(equals + 1)..]));
    }

    private static int Process(string? argument)
    {
        var text = argument ?? Environment.GetEnvironmentVariable("GUESTFISH_PID")
            ?? throw new UsageException("guestfish: remote: $GUESTFISH_PID must be set to the PID of the remote process");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid // 0 is this shell itself.
            : argument is null ? throw new UsageException("guestfish: remote: $GUESTFISH_PID must be set to the PID of the remote process")
            : throw new UsageException($"guestfish: --listen=PID: PID was not a number: {text}");
    }

    private void Finish()
    {
        if (_wantsHelp)
        {
            var names = _options.Words.ToList();
            _options.Information ??= session => names.Count == 0 ? HelpCommand.List(session) : HelpCommand.Show(session, names[0]);
        }

        if (_options.Information is not null)
        {
            return;
        }

        Refuse(_formatIsUnused, "--format parameter must appear before -a parameter");
        Refuse(_blockSizeIsUnused, "--blocksize parameter must appear before -a parameter");
        Refuse(_options is { ReadOnly: true, ReadWrite: true }, "cannot mix --ro and --rw options");
        if (_options.Inspect && _options.Drives.Count == 0)
        {
            // The old way: -i and then the images, with no commands.
            _options.Drives.AddRange(_options.Words.Select(word => new DriveOption.Image(word, null, null)));
            _options.Words.Clear();
        }

        _options.Remote = _options.Remote == 0 ? null : _options.Remote;
        Refuse(_options.Listen && _options.Remote is not null, "cannot use --listen and --remote options at the same time");
        Refuse(_options.Listen && _options.Words.Count > 0, "extra parameters on the command line with --listen flag");
        Refuse(_options.Listen && _options.File is not null, "cannot use --listen and --file options at the same time");
    }

    private static void Refuse(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new UsageException($"guestfish: {message}");
        }
    }
}
