using GuestCtl.Protocol.Naming;

namespace GuestCtl.Protocol.Api;

/// <content>Names in a directory.</content>
public sealed partial class LstatlistRequest : INamesInDirectory
{
    INamesInDirectory INamesInDirectory.WithoutNames() => new LstatlistRequest { Path = Path };
}

/// <content>Names in a directory.</content>
public sealed partial class LstatnslistRequest : INamesInDirectory
{
    INamesInDirectory INamesInDirectory.WithoutNames() => new LstatnslistRequest { Path = Path };
}

/// <content>Names in a directory.</content>
public sealed partial class LxattrlistRequest : INamesInDirectory
{
    INamesInDirectory INamesInDirectory.WithoutNames() => new LxattrlistRequest { Path = Path };
}

/// <content>Names in a directory.</content>
public sealed partial class ReadlinklistRequest : INamesInDirectory
{
    INamesInDirectory INamesInDirectory.WithoutNames() => new ReadlinklistRequest { Path = Path };
}
