using Google.Protobuf;
using Google.Protobuf.Collections;

namespace GuestCtl.Protocol.Naming;

/// <summary>A request about many names in one directory. They can be asked about in several requests, as one message may be too small for all.</summary>
public interface INamesInDirectory
{
    /// <summary>The names.</summary>
    RepeatedField<ByteString> Names { get; }

    /// <summary>A request of the same kind for the same directory, without names.</summary>
    INamesInDirectory WithoutNames();
}
