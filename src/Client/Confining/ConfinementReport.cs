namespace GuestCtl.Confining;

/// <summary>What confines a QEMU, as its launcher told, and what does not.</summary>
internal sealed record ConfinementReport
{
    /// <summary>The report of a system that has no launcher.</summary>
    public static ConfinementReport Nothing { get; } = new() { Missing = [new("confinement", "this system has none of it; only Linux does")] };

    /// <summary>The layers in place, in words, such as <c>landlock 7</c>.</summary>
    public IReadOnlyList<string> Present { get; init; } = [];

    /// <summary>The layers that are missing, and why.</summary>
    public IReadOnlyList<MissingLayer> Missing { get; init; } = [];

    /// <summary>One line for people.</summary>
    public override string ToString() => Missing.Count == 0
        ? string.Join(", ", Present)
        : $"{(Present.Count == 0 ? "nothing" : string.Join(", ", Present))}; missing: {string.Join("; ", Missing)}";
}

/// <summary>A layer that is not in place.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Reason">Why it is missing.</param>
internal sealed record MissingLayer(string Layer, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Layer} ({Reason})";
}
