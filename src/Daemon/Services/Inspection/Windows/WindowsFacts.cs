namespace GuestCtl.Daemon.Services.Inspection.Windows;

/// <summary>What only Windows has.</summary>
/// <param name="SystemRoot">Its directory, such as /Windows.</param>
internal sealed record WindowsFacts(string SystemRoot)
{
    /// <summary>The file of HKLM\SOFTWARE. Null when it is missing.</summary>
    public string? SoftwareHive { get; init; }

    /// <summary>The file of HKLM\SYSTEM. Null when it is missing.</summary>
    public string? SystemHive { get; init; }

    /// <summary>The name of the key that Windows calls CurrentControlSet. Null when it is not known.</summary>
    public string? ControlSet { get; init; }

    /// <summary>Whether group policies have been applied. Null when the Registry cannot be read.</summary>
    public bool? HasGroupPolicy { get; init; }

    /// <summary>What is at the drive letters, as the Registry has it.</summary>
    public IReadOnlyList<DriveLetter> Letters { get; init; } = [];
}
