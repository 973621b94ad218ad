namespace GuestCtl.ApiGen.Model;

/// <summary>The whole API.</summary>
internal sealed record Api(IReadOnlyList<Family> Families, IReadOnlyList<Structure> Structures, IReadOnlyList<ErrorReason> Reasons)
{
    public IEnumerable<Function> Functions => Families.SelectMany(f => f.Functions);
}

/// <summary>A family of functions: one .proto file and one service.</summary>
internal sealed record Family(string Name, string Summary, IReadOnlyList<Function> Functions);
