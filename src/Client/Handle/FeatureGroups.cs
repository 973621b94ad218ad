using System.Collections.Frozen;
using GuestCtl.Calls;
using GuestCtl.Protocol;

namespace GuestCtl.Handle;

/// <summary>The names of libguestfs's feature groups.</summary>
internal static class FeatureGroups
{
    // Every build has these by now, so their functions name no group: one of them stands for each.
    private static readonly FrozenDictionary<string, string> Settled = new Dictionary<string, string> { ["augeas"] = "aug_init", ["realpath"] = "realpath" }.ToFrozenDictionary();

    public static FrozenSet<string> Known { get; } = FrozenSet.ToFrozenSet(FeatureGroupNames.All, StringComparer.Ordinal);

    /// <summary>Whether functions of a group are in this build; which tools the appliance has is the daemon's to say.</summary>
    public static bool IsBuilt(string group) => FunctionTable.All.Any(f => f.Feature == group || f.Name == Settled.GetValueOrDefault(group));
}
