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

    /// <summary>Whether it may use sockets. <value>Default: false.</value></summary>
    public bool Network { get; init; }

    /// <summary>Whether it uses <c>/dev/kvm</c>. <value>Default: false.</value></summary>
    public bool UsesKvm { get; init; }

    /// <summary>Whether it gets a session of its own. <value>Default: false.</value></summary>
    public bool OwnSession { get; init; }

    /// <summary>Why it must see the host as the user does, which leaves it little more than no privileges. <value>Default: null, it need not.</value></summary>
    public string? WhyOpen { get; init; }
}
