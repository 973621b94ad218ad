using System.Collections.Frozen;

namespace GuestCtl.Calls;

/// <summary>All functions of the API, by method path.</summary>
internal static partial class FunctionTable
{
    private static readonly FrozenDictionary<string, FunctionInfo> ByPath = CreateAll().ToFrozenDictionary(f => f.Path, StringComparer.Ordinal);

    public static IReadOnlyCollection<FunctionInfo> All => ByPath.Values;

    public static FunctionInfo Find(string path) => ByPath[path];

    public static FunctionInfo? TryFind(string path) => ByPath.GetValueOrDefault(path);
}
