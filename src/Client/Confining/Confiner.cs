using GuestCtl.Launch;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Confining;

/// <summary>Starts programs with as much confinement as this host has, and remembers which layers it does not have.</summary>
/// <param name="level">Whether a missing layer is an error.</param>
/// <param name="facts">Keeps verdicts about this host.</param>
/// <param name="logger">Told what is missing.</param>
internal sealed class Confiner(Confinement level, FactCache facts, ILogger logger)
{
    private const string KvmDevice = "/dev/kvm";

    // What forbids namespaces may be changed by an administrator.
    private static readonly TimeSpan BadVerdictAge = TimeSpan.FromHours(1);

    /// <summary>A confiner that takes what it can get, and remembers nothing.</summary>
    public static Confiner WithoutMemory(ILogger logger) => new(Confinement.Best, new FactCache(null), logger);

    /// <summary>Starts a program.</summary>
    /// <param name="request">What, and what it needs.</param>
    /// <exception cref="ConfinementException">It did not start.</exception>
    public StartedProgram Start(ConfinementRequest request)
    {
        var plan = PlanFor(request);
        while (true)
        {
            try
            {
                var process = ConfinedProcess.Start(plan, request.Arguments, request.Descriptors, Judge);
                if (process.Report.Missing.Count > 0)
                {
                    ConfinementLog.Missing(logger, process.Report);
                }

                return process;
            }
            catch (ConfinementException e) when (plan.Layers.HasFlag(e.FailedLayer) && e.FailedLayer is ConfinementLayers.Namespaces or ConfinementLayers.User)
            {
                var missing = new MissingLayer(e.FailedLayer.ToString().ToLowerInvariant(), e.Message.ReplaceLineEndings(" "));
                facts.Write(KindOf(e.FailedLayer), HostBoot.Id, missing.Reason);
                plan = plan with { Layers = plan.Layers & ~e.FailedLayer, LeftOut = [.. plan.LeftOut, missing] };
                if (plan.Layers.HasFlag(ConfinementLayers.User) && WhyRoot(request, plan.User, plan.Layers) is { } reason)
                {
                    plan = plan with
                    {
                        Layers = plan.Layers & ~ConfinementLayers.User,
                        LeftOut = [.. plan.LeftOut, new MissingLayer(nameof(ConfinementLayers.User).ToLowerInvariant(), reason)],
                    };
                }
            }
        }
    }

    private ConfinementPlan PlanFor(ConfinementRequest request)
    {
        var layers = ConfinementLayers.Privileges;
        var leftOut = new List<MissingLayer>();
        var user = ThrowawayUser.Choose();
        if (!request.ConfinesItself)
        {
            Add(ConfinementLayers.Filter, request.WhyOpen);
            Add(ConfinementLayers.Landlock, request.WhyOpen);
            Add(ConfinementLayers.Namespaces, request.WhyOpen ?? Known(ConfinementLayers.Namespaces));
            if (request is { WhyOpen: null, WhyNetwork: { } reason })
            {
                leftOut.Add(new MissingLayer("network", reason));
            }
        }

        if (ThrowawayUser.IsNeeded)
        {
            Add(ConfinementLayers.User, request.WhyOpen ?? Known(ConfinementLayers.User) ?? WhyRoot(request, user, layers));
        }

        return new ConfinementPlan
        {
            Program = request.Program,
            Layers = layers,
            Places =
            [
                .. request.Places, .. request.UsesNetwork ? ProgramPlaces.OfNetwork() : [], .. request.Sockets.Select(Place.Device),
            ],
            User = user,
            Network = request.UsesNetwork,
            OwnSession = request.OwnSession,
            Environment = ProgramEnvironment.Of(request.WhyOpen is not null, request.ReachesServers),
            LeftOut = leftOut,
        };

        void Add(ConfinementLayers layer, string? obstacle)
        {
            if (obstacle is null)
            {
                layers |= layer;
            }
            else
            {
                leftOut.Add(new MissingLayer(layer.ToString().ToLowerInvariant(), obstacle));
            }
        }
    }

    // With a root directory of its own the program gets a device of its own, too.
    private static string? WhyRoot(ConfinementRequest request, uint? user, ConfinementLayers layers) =>
        user is null ? "this container has no other users"
        : request.UsesKvm && !layers.HasFlag(ConfinementLayers.Namespaces) && !ThrowawayUser.MayUse(KvmDevice) ? $"{KvmDevice} is open to root alone"
        : request.Sockets.FirstOrDefault(socket => !ThrowawayUser.MayUse(socket)) is { } closed ? $"{closed} is open to root alone"
        : null;

    private string? Judge(ConfinementReport report) => level == Confinement.Require && report.Missing.Count > 0
        ? $"QEMU is not confined as it must be (Confinement.Require): {string.Join("; ", report.Missing)}. Mend that, or allow less: "
            + "LIBGUESTFS_BACKEND_SETTINGS=confinement=best in the environment, the backend setting confinement=best, or Confinement.Best (.NET)."
        : null;

    private string? Known(ConfinementLayers layer) =>
        facts.Read(KindOf(layer), HostBoot.Id) is { } verdict && DateTime.UtcNow - facts.WrittenUtc(KindOf(layer), HostBoot.Id) < BadVerdictAge
            ? verdict
            : null;

    private static string KindOf(ConfinementLayers layer) => "confine-" + layer.ToString().ToLowerInvariant();
}
