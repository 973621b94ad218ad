namespace GuestCtl.Cli.Doctor;

/// <summary>Looks at one thing that GuestCtl needs of the machine.</summary>
internal interface ICheck
{
    /// <summary>What is checked, for the report: a word or two.</summary>
    string Name { get; }

    Task<Finding> RunAsync(CancellationToken cancellation);
}
