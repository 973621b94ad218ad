using GuestCtl.Calls;
using GuestCtl.Handle;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>What went wrong in the words that scripts look for: errors of the appliance begin with the function's name,
/// those of the library do not.</summary>
internal static class LibraryMessages
{
    private const string IsDirectory = ": is a directory on the host, not a file";
    private const string NoSubvolume = ": this is not a btrfs subvolume";
    private const string AlreadyLaunched = "this function can only be called in the config state";

    private static readonly HashSet<string> OfHost =
        [.. FunctionTable.All.Where(f => f.Side == Side.Host).Select(f => f.Name), "parse_environment", "shell", "device_index"];

    /// <summary>The messages of a failure, most often one.</summary>
    public static IEnumerable<string> Of(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } only } => Of(only),
        GuestOperationException refused => [Of(refused)],
        _ => [HostMessages.Translate("", failure.Message)],
    };

    private static string Of(GuestOperationException refused)
    {
        var function = KnownName(refused.Function);
        return refused.Reason switch
        {
            var reason when refused.Function == "mountable_subvolume" && (reason == KnownReasons.NotLaunched || reason.EndsWith(NoSubvolume, StringComparison.Ordinal))
                => "not a btrfs subvolume identifier",
            KnownReasons.NotLaunched when function == "wait_ready" => "qemu has not been launched yet",
            KnownReasons.NotLaunched => $"{function}: {KnownReasons.NotLaunched}{KnownReasons.RunHint}",
            KnownReasons.ConfigOnly => $"{function}: {AlreadyLaunched}",
            KnownReasons.AlreadyLaunched => $"launch: {AlreadyLaunched}",
            var reason when function == "open" && reason.EndsWith(IsDirectory, StringComparison.Ordinal) => $"read: {reason[..^IsDirectory.Length]}: Is a directory",
            var reason when function == "open" => $"open: {HostMessages.Translate(function, reason)}",
            var reason when OfHost.Contains(refused.Function) => HostMessages.Translate(function, reason),
            var reason => $"{function}: {ApplianceMessages.Translate(function, reason)}",
        };
    }

    // These are made of others in libguestfs, whose names its errors have.
    private static string KnownName(string function) => function switch
    {
        "cat" or "read_file" or "read_lines" => "download",
        "find" => "find0",
        "ls" => "ls0",
        "stat" => "statns",
        "lstat" => "lstatns",
        "lstatlist" or "lstatnslist" => "internal_lstatnslist",
        "readlinklist" => "internal_readlinklist",
        "lxattrlist" => "internal_lxattrlist",
        "inspect_list_applications" or "inspect_list_applications2" or "inspect_get_osinfo" or "inspect_get_icon" => "inspect_get_type",
        "available" or "feature_available" => "internal_feature_available",
        "mountable_device" or "mountable_subvolume" => "internal_parse_mountable",
        "journal_get" => "internal_journal_get",
        "write" => "internal_write",
        "write_append" => "internal_write_append",
        _ => function,
    };
}
