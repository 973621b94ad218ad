using System.Globalization;
using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems.Making;

/// <summary>What mke2fs is told for a request. It takes only the last list of its extended options, so each kind is collected first.</summary>
internal sealed class Mke2fsArguments
{
    private readonly List<string> _options = [];
    private readonly List<string> _journal = [];
    private readonly List<string> _extended = [];
    private readonly List<string> _features = [];

    private Mke2fsArguments()
    {
    }

    /// <summary>The arguments in order, without the name of the tool.</summary>
    /// <param name="request">The request.</param>
    /// <param name="device">The name of the device.</param>
    /// <param name="journal">The name of the device with the journal, when there is one.</param>
    /// <exception cref="OperationFailedException">EINVAL: a number is negative, or a type is none of ext. EOPNOTSUPP: fragments.</exception>
    public static IEnumerable<string> Of(Mke2fsRequest request, string device, string? journal)
    {
        CheckFragments(request);
        var arguments = new Mke2fsArguments();
        arguments.AddNumbers(request);
        arguments.AddJournal(request, journal);
        arguments.AddTexts(request);
        arguments.AddExtended(request);
        arguments.AddFeatures(request);
        string[] size = request.HasBlocksCount ? [Number(request.BlocksCount, "blockscount")] : [];
        return [.. arguments._options, .. List("-J", arguments._journal), .. List("-E", arguments._extended), .. List("-O", arguments._features), device, .. size];
    }

    /// <summary>The type of an ext file system.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it is another type, of which mke2fs may have defaults but which it cannot make.</exception>
    public static string Type(ByteString type)
        => ToolArgument.Text(type, "fstype") is var text and ("ext2" or "ext3" or "ext4")
            ? text
            : throw OperationFailedException.Invalid($"'{ToolArgument.Text(type, "fstype")}' is not a type that mke2fs makes: it makes ext2, ext3 and ext4");

    private static void CheckFragments(Mke2fsRequest request)
    {
        if (request.HasFragsize && !(request.HasBlocksize && request.Fragsize == request.Blocksize))
        {
            Number(request.Fragsize, "fragsize");
            throw new OperationFailedException("fragsize: an ext file system has no fragments smaller than its blocks", Errno.EOPNOTSUPP);
        }
    }

    private void AddNumbers(Mke2fsRequest request)
    {
        Option(request.HasBlocksize, "-b", request.Blocksize, "blocksize");
        Option(request.HasBlocksPerGroup, "-g", request.BlocksPerGroup, "blockspergroup");
        Option(request.HasNumberOfGroups, "-G", request.NumberOfGroups, "numberofgroups");
        Option(request.HasBytesPerInode, "-i", request.BytesPerInode, "bytesperinode");
        Option(request.HasInodesize, "-I", request.Inodesize, "inodesize");
        Option(request.HasNumberOfInodes, "-N", request.NumberOfInodes, "numberofinodes");
        Option(request.HasReservedBlocksPercentage, "-m", request.ReservedBlocksPercentage, "reservedblockspercentage");
    }

    private void AddJournal(Mke2fsRequest request, string? journal)
    {
        Add(_journal, request.HasJournalsize, "size", request.Journalsize, "journalsize");
        if (journal is not null)
        {
            _journal.Add($"device={journal}");
        }
    }

    private void AddTexts(Mke2fsRequest request)
    {
        Option(request.HasLabel, "-L", request.Label, "label");
        Option(request.HasLastmounteddir, "-M", request.Lastmounteddir, "lastmounteddir");
        Option(request.HasCreatoros, "-o", request.Creatoros, "creatoros");
        _options.AddRange(request.HasFstype ? ["-t", Type(request.Fstype)] : []);
        Option(request.HasUsagetype, "-T", request.Usagetype, "usagetype");
        Option(request.HasUuid, "-U", request.Uuid, "uuid");
        _options.AddRange(request.Forcecreate ? ["-F"] : []);
        _options.AddRange(request.WriteSbAndGroupOnly ? ["-S"] : []);
    }

    private void AddExtended(Mke2fsRequest request)
    {
        Add(_extended, request.HasStridesize, "stride", request.Stridesize, "stridesize");
        Add(_extended, request.HasStripewidth, "stripe_width", request.Stripewidth, "stripewidth");
        Add(_extended, request.HasMaxOnlineResize, "resize", request.MaxOnlineResize, "maxonlineresize");
        Add(_extended, request.HasMmpUpdateInterval, "mmp_update_interval", request.MmpUpdateInterval, "mmpupdateinterval");
        Add(_extended, request.HasLazyitableinit, "lazy_itable_init", request.Lazyitableinit ? 1 : 0, "lazyitableinit");
        Add(_extended, request.HasLazyjournalinit, "lazy_journal_init", request.Lazyjournalinit ? 1 : 0, "lazyjournalinit");
        Add(_extended, request.Testfs, "test_fs");
        // mke2fs discards also what it is told to leave.
        Add(_extended, request.HasDiscard || request.WriteSbAndGroupOnly, request.Discard ? "discard" : "nodiscard");
        Add(_extended, request.Quotatype, "quotatype=usrquota:grpquota");
    }

    private void AddFeatures(Mke2fsRequest request)
    {
        Feature(request.HasExtent, request.Extent, "extent");
        Feature(request.HasFiletype, request.Filetype, "filetype");
        Feature(request.HasFlexbg, request.Flexbg, "flex_bg");
        Feature(request.HasHasjournal, request.Hasjournal, "has_journal");
        Feature(request.HasLargefile, request.Largefile, "large_file");
        Feature(request.HasQuota, request.Quota, "quota");
        Feature(request.HasResizeinode, request.Resizeinode, "resize_inode");
        Feature(request.HasSparsesuper, request.Sparsesuper, "sparse_super");
        Feature(request.HasUninitbg, request.Uninitbg, "uninit_bg");
        Add(_features, request.Journaldev, "journal_dev");
    }

    private void Option(bool isGiven, string option, long value, string name) => _options.AddRange(isGiven ? [option, Number(value, name)] : []);

    private void Option(bool isGiven, string option, ByteString value, string name) => _options.AddRange(isGiven ? [option, ToolArgument.Text(value, name)] : []);

    private void Feature(bool isGiven, bool wanted, string feature) => Add(_features, isGiven, wanted ? feature : "^" + feature);

    private static void Add(List<string> list, bool isGiven, string word, long value, string name) => list.AddRange(isGiven ? [$"{word}={Number(value, name)}"] : []);

    private static void Add(List<string> list, bool isGiven, string word) => list.AddRange(isGiven ? [word] : []);

    private static string[] List(string option, List<string> words) => words.Count == 0 ? [] : [option, string.Join(',', words)];

    private static string Number(long value, string name)
        => value >= 0 ? value.ToString(CultureInfo.InvariantCulture) : throw OperationFailedException.Invalid($"{name}: {value} is negative");
}
