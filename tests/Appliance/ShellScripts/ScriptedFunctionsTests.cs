using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GuestCtl.Appliance.Tests.Comparison;
using GuestCtl.ShellScripts;

namespace GuestCtl.Appliance.Tests.ShellScripts;

/// <summary>That the corpus is complete.</summary>
public sealed partial class ScriptedFunctionsTests
{
    private const int MostScriptsOfAFolder = 20;

    private const string NoRsync = "the appliance of Debian's libguestfs has no rsync";

    private const string NoXfs = "the guestfish that answers has no tools of XFS";

    private const string NoLibvirt = "libvirt and its machines are in tests/Client and tests/Native";

    private static readonly Dictionary<string, string> Unscripted = new()
    {
        ["add_domain"] = NoLibvirt,
        ["add_libvirt_dom"] = NoLibvirt,
        ["set_libvirt_supported_credentials"] = NoLibvirt,
        ["get_libvirt_requested_credentials"] = NoLibvirt,
        ["get_libvirt_requested_credential_prompt"] = NoLibvirt,
        ["get_libvirt_requested_credential_challenge"] = NoLibvirt,
        ["get_libvirt_requested_credential_defresult"] = NoLibvirt,
        ["set_libvirt_requested_credential"] = NoLibvirt,
        ["c_pointer"] = "another number in each run",
        ["clevis_luks_unlock"] = "needs a server on the network",
        ["inspect_get_windows_group_policy"] = "newer than the guestfish that answers",
        ["set_e2generation"] = "the guestfish that answers cannot do it with checksums of metadata",
        ["sfdiskM"] = "the sfdisk of the guestfish that answers does not take mebibytes",
        ["blkdiscard"] = "what is left on the disk depends on the host",
        ["is_ready"] = "no command of guestfish",
        ["is_launching"] = "no command of guestfish",
        ["is_busy"] = "no command of guestfish",
        ["get_state"] = "no command of guestfish",
        ["wait_ready"] = "no command of guestfish",
        ["internal_exit"] = "no command of guestfish",
        ["command_out"] = "newer than the guestfish that answers",
        ["sh_out"] = "newer than the guestfish that answers",
        ["findfs_partuuid"] = "newer than the guestfish that answers",
        ["findfs_partlabel"] = "newer than the guestfish that answers",
        ["inspect_get_build_id"] = "newer than the guestfish that answers",
        ["ntfs_chmod"] = "newer than the guestfish that answers",
        ["xfs_info2"] = "newer than the guestfish that answers",
        ["btrfs_scrub_full"] = "newer than the guestfish that answers",
        ["xfs_admin"] = NoXfs,
        ["xfs_growfs"] = NoXfs,
        ["xfs_info"] = NoXfs,
        ["xfs_repair"] = NoXfs,
        ["device_name"] = "newer than the guestfish that answers",
        ["rsync"] = NoRsync,
        ["rsync_in"] = NoRsync,
        ["rsync_out"] = NoRsync,
        ["list_9p"] = "removed in libguestfs 1.48",
        ["mount_9p"] = "removed in libguestfs 1.48",
    };

    private static readonly ScriptCorpus Corpus = new(SourceDirectory());

    [Fact]
    public void Every_declared_function_is_a_command_of_some_script_or_says_why_not()
    {
        var tried = Corpus.Names.SelectMany(name => CommandsOf(Corpus.Read(name))).ToHashSet();
        var declared = JsonNode.Parse(File.ReadAllText(Path.Combine(TestMachine.Repository, "tools", "ApiGen", "Reference", "functions.json")))!.AsArray()
            .Select(function => function!.AsObject())
            .Where(function => FaceCall.Find((string)function["name"]!) is not null);
        Assert.Equal([], declared.Where(function => !NamesOf(function).Any(tried.Contains)).Select(function => (string)function["name"]!).Except(Unscripted.Keys));
    }

    [Fact]
    public void No_folder_holds_more_scripts_than_a_reader_can_take_in()
        => Assert.Equal([], Corpus.Names.GroupBy(name => Path.GetDirectoryName(name)!).Where(folder => folder.Count() > MostScriptsOfAFolder).Select(folder => folder.Key));

    [Fact]
    public void Every_recorded_answer_has_its_script()
    {
        var answers = Path.Combine(SourceDirectory(), "Answers");
        var names = Directory.EnumerateFiles(answers, "*.txt", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(answers, file).Replace(".ours.txt", "", StringComparison.Ordinal).Replace(".txt", "", StringComparison.Ordinal));
        Assert.Equal([], names.Except(Corpus.Names));
    }

    private static IEnumerable<string> CommandsOf(GuestfishScript script)
        => Command().Matches(Encoding.Latin1.GetString(script.Content)).Select(match => match.Groups["name"].Value.Replace('-', '_'));

    private static IEnumerable<string> NamesOf(JsonObject function)
    {
        IEnumerable<JsonNode?> names = [function["name"], .. function["aliases"]?.AsArray() ?? [], .. function["shell_aliases"]?.AsArray() ?? []];
        return names.Select(name => ((string)name!).Replace('-', '_'));
    }

    private static string SourceDirectory([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;

    // A line's first word, or a word after what runs another command.
    [GeneratedRegex(@"(?:^\s*|: |\btime |\bglob |--remote(?:=\S+)? (?:-- )?|guestfish(?: -\S+| \S+\.img| /dev/\S+)* )-?(?<name>[A-Za-z][A-Za-z0-9_-]*)", RegexOptions.Multiline)]
    private static partial Regex Command();
}
