using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Journal;

/// <summary>The journal of systemd. Runs in the process of an engine, one call at a time.</summary>
internal sealed class JournalService : Protocol.Api.Journal.JournalBase
{
    // Of the fields of an entry, so many bytes are sent at once.
    private const int PartSize = 1 << 20;

    // A field that is longer fits into no message.
    private const int MaxField = Protocol.Wire.FrameLimits.MaxPayload - 4096;

    private Libsystemd? _journal;
    private SafeFileHandle? _directory;

    private Libsystemd Journal => _journal ?? throw OperationFailedException.Invalid("no journal is open: call journal_open first", Reasons.JournalNotOpen);

    public override Task<Nothing> JournalOpen(JournalOpenRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Directory);
        Close();
        _directory = JournalDirectory.Open(path);
        _journal = Libsystemd.Open(_directory, out var error);
        if (_journal is null)
        {
            Close();
            throw OperationFailedException.FromErrno(path.ToString(), -error);
        }

        return Reply.Nothing;
    }

    public override Task<Nothing> JournalClose(NoArguments request, ServerCallContext context)
    {
        _ = Journal;
        Close();
        return Reply.Nothing;
    }

    public override Task<BoolReply> JournalNext(NoArguments request, ServerCallContext context)
        => Reply.Of(Check(Journal.Next(), "going to the next entry") > 0);

    public override Task<Int64Reply> JournalSkip(JournalSkipRequest request, ServerCallContext context)
    {
        var journal = Journal;
        const string What = "skipping entries";

        // The library counts what it skipped in an int.
        var count = Math.Min((ulong)Math.Abs((decimal)request.Skip), int.MaxValue);
        return Reply.Of((long)Check(count == 0 ? 0 : request.Skip > 0 ? journal.Forwards(count) : journal.Backwards(count), What));
    }

    public override async Task JournalGet(NoArguments request, IServerStreamWriter<XattrList> responseStream, ServerCallContext context)
    {
        var journal = Journal;
        journal.RestartFields();
        var part = new XattrList();
        var size = 0;
        while (NextField(journal) is { } field)
        {
            part.Values.Add(field);
            size += field.Attrval.Length;
            if (size > PartSize)
            {
                await responseStream.WriteAsync(part, context.CancellationToken);
                (part, size) = (new XattrList(), 0);
            }
        }

        await responseStream.WriteAsync(part, context.CancellationToken);
    }

    public override Task<Int64Reply> JournalGetRealtimeUsec(NoArguments request, ServerCallContext context)
    {
        Check(Journal.GetTime(out var microseconds), "the time of the entry");
        return Reply.Of((long)microseconds);
    }

    public override Task<Int64Reply> JournalGetDataThreshold(NoArguments request, ServerCallContext context)
    {
        Check(Journal.GetThreshold(out var threshold), "the data threshold");
        return Reply.Of((long)threshold);
    }

    public override Task<Nothing> JournalSetDataThreshold(JournalSetDataThresholdRequest request, ServerCallContext context)
    {
        var journal = Journal;
        if (request.Threshold < 0)
        {
            throw OperationFailedException.Invalid($"{request.Threshold} is no number of bytes: it must be 0 or more");
        }

        Check(journal.SetThreshold((nuint)request.Threshold), "the data threshold");
        return Reply.Nothing;
    }

    private static Xattr? NextField(Libsystemd journal)
    {
        if (Check(journal.NextField(out var field), "the fields of the entry") == 0)
        {
            return null;
        }

        if (field.Length > MaxField)
        {
            throw new OperationFailedException(
                $"a field of the entry has {field.Length} bytes, which no message can hold: set a threshold with journal_set_data_threshold", Errno.EMSGSIZE);
        }

        var equals = field.IndexOf((byte)'=');
        return equals < 0
            ? throw new OperationFailedException("a field of the entry has no name: the journal is damaged", Errno.EIO)
            : new Xattr { Attrname = ByteString.CopyFrom(field[..equals]), Attrval = ByteString.CopyFrom(field[(equals + 1)..]) };
    }

    private static int Check(int result, string what)
        => result >= 0 ? result
            : result == -Errno.EADDRNOTAVAIL ? throw new OperationFailedException($"{what}: there is no entry here: call journal_next first", Errno.EADDRNOTAVAIL)
            : throw OperationFailedException.FromErrno(what, -result);

    private void Close()
    {
        _journal?.Dispose();
        _directory?.Dispose();
        (_journal, _directory) = (null, null);
    }
}
