using System.CommandLine;
using GuestCtl.Cli.Output;
using GuestCtl.Drives;

namespace GuestCtl.Cli.Commands;

/// <summary>Prints what a shell must be told so that programs of libguestfs run on our C library.</summary>
internal sealed class EnvCommand : CliCommand
{
    private const string Library = "libguestfs.so.0";

    // From the program's directory: where the build puts the library, and where it is installed.
    private static readonly string[] Places = ["../native", "../lib", "../lib/x86_64-linux-gnu"];

    public EnvCommand(Streams streams)
        : base(streams, "env", "Prints the settings with which programs of libguestfs run on GuestCtl's C library.")
    {
        Examples = [("eval \"$(guestctl env)\"", "In a shell; programs started from it use GuestCtl.")];
    }

    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var directory = Places.Select(place => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, place)))
            .FirstOrDefault(place => File.Exists(Path.Combine(place, Library)))
            ?? throw new CliException(
                $"{Library} is in none of {string.Join(", ", Places)}, seen from {AppContext.BaseDirectory}. Run ./build.sh build, or ./build.sh install.");
        Streams.Text.WriteLine(Export("LD_LIBRARY_PATH", directory));
        Streams.Text.WriteLine(Export("PKG_CONFIG_PATH", Path.Combine(directory, "pkgconfig")));
        return Task.FromResult(ExitCode.Ok);
    }

    // In front of what is set already.
    private static string Export(string variable, string directory)
        => $"export {variable}={ShellWord.Quote(directory)}\"${{{variable}:+:${variable}}}\"";
}
