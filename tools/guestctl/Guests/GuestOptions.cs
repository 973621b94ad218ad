using System.CommandLine;

namespace GuestCtl.Cli.Guests;

/// <summary>Options that several commands have.</summary>
internal static class GuestOptions
{
    public static Option<bool> CreateVerbose() => new("--verbose", "-v") { Description = "Print what the library and the appliance's console say, to stderr." };

    public static Option<bool> CreateTrace() => new("--trace", "-x") { Description = "Print each call with its arguments and result, to stderr." };
}
