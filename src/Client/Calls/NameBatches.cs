using GuestCtl.Protocol.Naming;

namespace GuestCtl.Calls;

/// <summary>Cuts a request about very many names in a directory into several, so that any number of them fits and the appliance holds few at a time.</summary>
internal static class NameBatches
{
    /// <summary>Bytes of names in one request. It fits into one chunk: messages that are larger than 85,000 bytes are kept apart by the daemon's
    /// collector, which then frees them late.</summary>
    private const int MaxBytes = 64 << 10;

    // What protobuf adds to each name.
    private const int Overhead = 3;

    /// <summary>The requests to make one after another; null when the one as it is will do.</summary>
    public static IEnumerable<TRequest>? Split<TRequest>(TRequest request)
        where TRequest : class
        => request is INamesInDirectory all && Size(all) > MaxBytes ? Cut<TRequest>(all) : null;

    private static long Size(INamesInDirectory all)
    {
        var bytes = 0L;
        foreach (var name in all.Names)
        {
            bytes += name.Length + Overhead;
        }

        return bytes;
    }

    private static IEnumerable<TRequest> Cut<TRequest>(INamesInDirectory all)
        where TRequest : class
    {
        var part = all.WithoutNames();
        var bytes = 0;
        foreach (var name in all.Names)
        {
            if (bytes > 0 && bytes + name.Length + Overhead > MaxBytes)
            {
                yield return (TRequest)part;
                (part, bytes) = (all.WithoutNames(), 0);
            }

            part.Names.Add(name);
            bytes += name.Length + Overhead;
        }

        yield return (TRequest)part;
    }
}
