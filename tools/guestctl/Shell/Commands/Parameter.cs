namespace GuestCtl.Cli.Shell.Commands;

/// <summary>A parameter of a command.</summary>
/// <param name="Name">Its name in usage lines, and in front of the colon of an optional argument.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="Documentation">What it means.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, string Documentation)
{
    /// <summary>As an optional argument in a usage line.</summary>
    public string OptionUsage => Kind switch
    {
        ParameterKind.Bool => $"[{Name}:true|false]",
        ParameterKind.Int or ParameterKind.Int64 => $"[{Name}:N]",
        _ => $"[{Name}:..]",
    };
}
