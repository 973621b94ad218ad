using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GuestCtl.Cli.Encryption;

namespace GuestCtl.Cli.Guests;

/// <summary>The options of every command that opens disk images.</summary>
internal sealed class GuestOptions
{
    private readonly Option<string[]> _images = new("--add", "-a")
    {
        Description = "A disk image; give it several times for a guest with several disks.", HelpName = "IMAGE", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _format = new("--format") { Description = "The format of the images, such as raw or qcow2. Default: examined.", HelpName = "FORMAT" };
    private readonly Option<string[]> _mounts = new("--mount", "-m")
    {
        Description = "Mounts a device instead of the guest's own file systems; on / if no mount point is given.", HelpName = "DEV[:MOUNTPOINT]",
    };

    private readonly Option<string[]> _domains = new("--domain", "-d")
    {
        Description = "A virtual machine of libvirt, by name or UUID: its disks are added.", HelpName = "DOMAIN", Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _connection = new("--connect", "-c") { Description = "The address of the hypervisor for -d, such as qemu:///system.", HelpName = "URI" };
    private readonly Option<string[]> _keys = new("--key")
    {
        Description = "The key of an encrypted device: ID:key:KEY, ID:file:FILE or ID:clevis, where ID is the device, its UUID or all. Repeatable.", HelpName = "SELECTOR",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _keysFromStandardInput = new("--keys-from-stdin") { Description = "Read keys from the standard input, a line for each encrypted device." };
    private readonly Option<bool> _echoKeys = new("--echo-keys") { Description = "Show a key while it is typed." };

    private readonly Option<bool> _allowReferencedFiles = CreateAllowReferencedFiles();
    private readonly Option<int> _scratch = new("--scratch")
    {
        Description = "Adds an empty drive of 10 GiB that goes away afterwards, or so many of them; it needs no disk image.", HelpName = "N", Arity = ArgumentArity.ZeroOrOne,
        CustomParser = static result => result.Tokens.Count == 0 ? 1 : ReadCount(result),
    };

    private readonly Option<bool> _readOnly = new("--ro") { Description = "Never changes the images. This is the default." };
    private readonly Option<bool> _writable = new("--rw", "-w") { Description = "Lets the command change the images." };
    private readonly Option<bool> _verbose = CreateVerbose();
    private readonly Option<bool> _trace = CreateTrace();

    public static Option<bool> CreateVerbose() => new("--verbose", "-v") { Description = "Print what the library and the appliance's console say, to stderr." };

    public static Option<bool> CreateTrace() => new("--trace", "-x") { Description = "Print each call with its arguments and result, to stderr." };

    public static Option<bool> CreateAllowReferencedFiles() => new("--allow-referenced-files")
    {
        Description = "Let the images refer to other files of this machine: a backing file, a data file, an extent. Only for images that you trust.",
    };

    public static Option<bool> CreateJson() => new("--json") { Description = "Print JSON." };

    /// <summary>Gives a command the options for images.</summary>
    /// <param name="command">The command.</param>
    /// <param name="mounts">Whether it also takes -m.</param>
    /// <param name="writes">Whether it can change images.</param>
    /// <param name="scratch">Whether it takes scratch drives.</param>
    public void AddTo(Command command, bool mounts = false, bool writes = false, bool scratch = false)
    {
        // "-a one two" must not take the path behind the image for another image.
        _images.AllowMultipleArgumentsPerToken = _domains.AllowMultipleArgumentsPerToken = _keys.AllowMultipleArgumentsPerToken = false;
        command.Options.Add(_images);
        command.Options.Add(_format);
        command.Options.Add(_domains);
        command.Options.Add(_connection);
        command.Options.Add(_keys);
        command.Options.Add(_keysFromStandardInput);
        command.Options.Add(_echoKeys);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_images) is null && result.GetResult(_domains) is null && result.GetResult(_scratch) is null)
            {
                result.AddError("Say which disks: -a IMAGE, or -d DOMAIN for those of a virtual machine.");
            }
        });
        command.Options.Add(_allowReferencedFiles);
        if (mounts)
        {
            command.Options.Add(_mounts);
        }

        if (scratch)
        {
            command.Options.Add(_scratch);
        }

        if (writes)
        {
            command.Options.Add(_writable);
            command.Validators.Add(result =>
            {
                if (result.GetValue(_readOnly) && result.GetValue(_writable))
                {
                    result.AddError("--ro and --rw exclude each other.");
                }
            });
        }

        command.Options.Add(_readOnly);
        command.Options.Add(_verbose);
        command.Options.Add(_trace);
    }

    public bool IsVerbose(ParseResult arguments) => arguments.GetValue(_verbose);

    public bool IsWritable(ParseResult arguments) => arguments.GetValue(_writable);

    public bool TakesStandardInput(ParseResult arguments) => arguments.GetValue(_keysFromStandardInput);

    /// <exception cref="CliException">A key has none of the forms.</exception>
    public ImageOptions Read(ParseResult arguments) => new(
        arguments.GetValue(_images) ?? [], arguments.GetValue(_format), IsWritable(arguments), IsVerbose(arguments), arguments.GetValue(_trace), arguments.GetValue(_allowReferencedFiles))
    {
        Domains = arguments.GetValue(_domains) ?? [],
        Connection = arguments.GetValue(_connection),
        ScratchDrives = arguments.GetResult(_scratch) is null ? 0 : arguments.GetValue(_scratch),
        Keys = new GuestKeys([.. (arguments.GetValue(_keys) ?? []).Select(ReadKey)], TakesStandardInput(arguments), arguments.GetValue(_echoKeys)),
    };

    private static int ReadCount(ArgumentResult result)
    {
        // A handle can have 255 drives.
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 255)
        {
            return count;
        }

        result.AddError($"--scratch {result.Tokens[0].Value}: write a number of drives, from 1 to 255");
        return 0;
    }

    private static KeyOption ReadKey(string selector)
    {
        try
        {
            return KeyOption.Parse(selector);
        }
        catch (KeyException e)
        {
            throw new CliException($"--key: {e.Message}; write ID:key:KEY, ID:file:FILE or ID:clevis", ExitCode.Usage, e);
        }
    }

    public IReadOnlyList<MountSpec> ReadMounts(ParseResult arguments) => [.. arguments.GetValue(_mounts)!.Select(MountSpec.Parse)];
}
