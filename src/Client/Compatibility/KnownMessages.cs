using GuestCtl.Calls;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Compatibility;

/// <summary>What went wrong in the words that scripts look for: errors of the appliance begin with the function's name,
/// those of the library do not.</summary>
internal static class KnownMessages
{
    private const string AlreadyLaunched = "this function can only be called in the config state";
    private const string CallLaunch = "call launch before using this function\n(in guestfish, don't forget to use the 'run' command)";

    private static readonly HashSet<string> OfHost =
        [.. FunctionTable.All.Where(f => f.Side == Side.Host).Select(f => f.Name), "parse_environment", "shell", "device_index"];

    /// <summary>The messages of a failure, most often one.</summary>
    public static IEnumerable<string> Of(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } only } => Of(only),
        GuestOperationException refused => [Of(refused)],
        _ => [HostWords.Of(failure)],
    };

    private static string Of(GuestOperationException refused)
    {
        var function = KnownName(refused.Function);
        return (refused.Reason, function) switch
        {
            (Reason.NotLaunched or Reason.NotASubvolume, _) when refused.Function == "mountable_subvolume" => "not a btrfs subvolume identifier",
            (Reason.NotLaunched, "wait_ready") => "qemu has not been launched yet",
            (Reason.NotLaunched, _) => $"{function}: {CallLaunch}",
            (Reason.ConfigOnly, _) => $"{function}: {AlreadyLaunched}",
            (Reason.AlreadyLaunched, _) => $"launch: {AlreadyLaunched}",
            (Reason.HostFileIsDirectory, "open") => $"read: {refused.ReasonArguments["file"]}: Is a directory",
            (_, "open") => $"open: {HostWords.Of(function, refused)}",
            _ when OfHost.Contains(refused.Function) => HostWords.Of(function, refused),
            _ => $"{function}: {ApplianceWords.Of(function, refused)}",
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
