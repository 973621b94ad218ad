namespace GuestCtl.Confining;

/// <summary>A program to start, and what it needs of the host.</summary>
internal sealed record ConfinementRequest
{
    /// <summary>Absolute path of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, without its name.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>What it inherits as 3, 4 and so on. <value>Default: nothing.</value></summary>
    public IReadOnlyList<InheritedDescriptor> Descriptors { get; init; } = [];

    /// <summary>What it may open by name. <value>Default: nothing.</value></summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>Why it uses the network for want of something better, which counts as a layer that is missing. <value>Default: null, it does not.</value></summary>
    public string? WhyNetwork { get; init; }

    /// <summary>Whether it reaches servers because the caller asked it to. <value>Default: false.</value></summary>
    public bool ReachesServers { get; init; }

    /// <summary>Sockets in the file system that such servers listen on. <value>Default: none.</value></summary>
    public IReadOnlyList<string> Sockets { get; init; } = [];

    /// <summary>Whether it may use the host's network.</summary>
    public bool UsesNetwork => WhyNetwork is not null || ReachesServers;

    /// <summary>Whether it uses <c>/dev/kvm</c>. <value>Default: false.</value></summary>
    public bool UsesKvm { get; init; }

    /// <summary>Whether it gets a session of its own. <value>Default: false.</value></summary>
    public bool OwnSession { get; init; }

    /// <summary>
    /// Whether the program confines itself before it reads anything from its peer. It then keeps what it needs for that: its view of the files, and all
    /// system calls. <value>Default: false.</value>
    /// </summary>
    public bool ConfinesItself { get; init; }

    /// <summary>Why it must see the host as the user does, which leaves it little more than no privileges. <value>Default: null, it need not.</value></summary>
    public string? WhyOpen { get; init; }
}
