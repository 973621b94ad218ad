namespace GuestCtl.Cli.Doctor;

/// <summary>How serious a finding is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>It works, but could work better.</summary>
    Note,

    /// <summary>Nothing works before this is mended.</summary>
    Problem,
}

/// <summary>What a check found.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Text">What is so, in plain words.</param>
/// <param name="Advice">What to do about it, or null.</param>
internal sealed record Finding(Severity Severity, string Text, string? Advice = null)
{
    public static Finding Fine(string text) => new(Severity.Fine, text);

    public static Finding Note(string text, string advice) => new(Severity.Note, text, advice);

    public static Finding Problem(string text, string advice) => new(Severity.Problem, text, advice);
}
