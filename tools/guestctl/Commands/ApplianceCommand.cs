using System.CommandLine;
using GuestCtl.Appliances;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;
using GuestCtl.Handle;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Cli.Commands;

/// <summary>Groups the commands on the appliance; without one it says what there is.</summary>
internal sealed class ApplianceCommand : Command
{
    public ApplianceCommand(Streams streams)
        : base("appliance", "Builds, shows and cleans up the small Linux system that works on the images.")
    {
        Subcommands.Add(new ApplianceBuildCommand(streams));
        Subcommands.Add(new ApplianceInfoCommand(streams));
        Subcommands.Add(new AppliancePathCommand(streams));
        Subcommands.Add(new AppliancePruneCommand(streams));
        Subcommands.Add(new ApplianceTemplatesCommand(streams));
    }

    /// <summary>The store that a handle would use.</summary>
    public static ApplianceStore OpenStore(Streams streams, bool verbose = false) => new(new ApplianceOptions
    {
        CacheDirectory = new HandleSettings().EffectiveCacheDirectory,
        Logger = new ErrorLogging(streams, verbose ? LogLevel.Debug : LogLevel.Warning),
    });

    public static CliException NotBuilt() => new("the appliance is not built; 'guestctl appliance build' builds it, and so does the first command that needs it");
}

/// <summary>Builds the appliance unless it is there.</summary>
internal sealed class ApplianceBuildCommand : CliCommand
{
    private readonly Option<bool> _force = new("--force") { Description = "Build it anew with the newest packages, even if it is there." };
    private readonly Option<bool> _verbose = GuestOptions.CreateVerbose();

    public ApplianceBuildCommand(Streams streams)
        : base(streams, "build", "Builds the appliance from Debian packages, without root; about 200 MB are downloaded.")
    {
        Options.Add(_force);
        Options.Add(_verbose);
        Examples = [("guestctl appliance build --force", "Takes in Debian's latest updates.")];
    }

    protected override bool IsVerbose(ParseResult arguments) => arguments.GetValue(_verbose);

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var store = ApplianceCommand.OpenStore(Streams, IsVerbose(arguments));
        var progress = new Reports<ApplianceProgress>(step => Streams.Status?.Report(step.Step, step.Fraction));
        var appliance = arguments.GetValue(_force)
            ? await store.BuildAsync(force: true, progress, cancellation).ConfigureAwait(false)
            : await store.EnsureAsync(progress, cancellation).ConfigureAwait(false);
        Streams.Status?.Finish();
        Streams.Text.WriteLine($"The appliance is in {TerminalText.EscapeLine(appliance.Directory)}");
        return ExitCode.Ok;
    }
}

/// <summary>Says where the appliance is.</summary>
internal sealed class AppliancePathCommand(Streams streams) : CliCommand(streams, "path", "Prints the directory of the appliance.")
{
    protected override Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var appliance = ApplianceCommand.OpenStore(Streams).Find() ?? throw ApplianceCommand.NotBuilt();
        Streams.Text.WriteLine(appliance.Directory);
        return Task.FromResult(ExitCode.Ok);
    }
}

/// <summary>Frees the space of appliances that nothing uses any more.</summary>
internal sealed class AppliancePruneCommand(Streams streams)
    : CliCommand(streams, "prune", "Deletes appliances of other versions and what killed builds left behind.")
{
    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        await ApplianceCommand.OpenStore(Streams).PruneAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
