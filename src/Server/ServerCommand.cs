using System.CommandLine;
using System.CommandLine.Parsing;
using GuestCtl.Server.Listening;

namespace GuestCtl.Server;

/// <summary>The options of the program.</summary>
internal sealed class ServerCommand : RootCommand
{
    private readonly Option<string[]> _images = new("--add", "-a")
    {
        Description = "A disk image; give it several times for several disks.", HelpName = "IMAGE", Required = true, Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _format = new("--format") { Description = "The format of the images, such as raw or qcow2. Default: examined.", HelpName = "FORMAT" };
    private readonly Option<bool> _readOnly = new("--ro") { Description = "Never changes the images. This is the default." };
    private readonly Option<bool> _writable = new("--rw", "-w") { Description = "Lets callers change the images." };
    private readonly Option<ListenAddress> _listen = new("--listen", "-l")
    {
        Description = "unix:/path, or http://127.0.0.1:PORT. Default: guestctl-server.sock in XDG_RUNTIME_DIR.", HelpName = "ADDRESS", CustomParser = ParseAddress, DefaultValueFactory = DefaultAddress,
    };

    private readonly Option<string?> _daemon = new("--daemon") { Description = "The daemon that runs in the appliance. Default: guestctld beside this program.", HelpName = "FILE" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Log what the library and the appliance's console say." };

    public ServerCommand()
        : base("Serves the disk images of one virtual machine over gRPC, until SIGTERM or Ctrl-C.")
    {
        _images.AllowMultipleArgumentsPerToken = false;
        Options.Add(_images);
        Options.Add(_format);
        Options.Add(_readOnly);
        Options.Add(_writable);
        Options.Add(_listen);
        Options.Add(_daemon);
        Options.Add(_verbose);
        Validators.Add(result =>
        {
            if (result.GetValue(_readOnly) && result.GetValue(_writable))
            {
                result.AddError("--ro and --rw exclude each other.");
            }
        });
    }

    public ServerOptions Read(ParseResult arguments) => new(
        [.. arguments.GetValue(_images)!.Select(Path.GetFullPath)],
        arguments.GetValue(_format),
        arguments.GetValue(_writable),
        arguments.GetValue(_listen)!,
        arguments.GetValue(_daemon),
        arguments.GetValue(_verbose));

    private static ListenAddress? ParseAddress(ArgumentResult result) => Checked(result, () => ListenAddress.Parse(result.Tokens[0].Value));

    private static ListenAddress DefaultAddress(ArgumentResult result)
        => Checked(result, () => ListenAddress.Default(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")))!;

    private static ListenAddress? Checked(ArgumentResult result, Func<ListenAddress> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
            return null;
        }
    }
}
