using GuestCtl.Calls;
using GuestCtl.Handle;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>What went wrong in the words that scripts look for: errors of the appliance begin with the function's name,
/// those of the library do not.</summary>
internal static class LibraryMessages
{
    private const string NotLaunched = "call launch before using this function";

    private static readonly HashSet<string> OfHost =
        [.. FunctionTable.All.Where(f => f.Side == Side.Host).Select(f => f.Name), "parse_environment"];

    /// <summary>The messages of a failure, most often one.</summary>
    public static IEnumerable<string> Of(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } only } => Of(only),
        GuestOperationException refused => [Of(refused)],
        _ => [failure.Message],
    };

    private static string Of(GuestOperationException refused) => refused.Reason switch
    {
        NotLaunched => $"{refused.Function}: {NotLaunched}\n(in guestfish, don't forget to use the 'run' command)",
        "this can only be called before launch" => $"{refused.Function}: this function can only be called in the config state",
        var reason when refused.Function == "open" => $"open: {HostMessages.Translate(reason)}",
        var reason => OfHost.Contains(refused.Function) ? HostMessages.Translate(reason) : $"{refused.Function}: {reason}",
    };
}
