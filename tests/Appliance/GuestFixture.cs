namespace GuestCtl.Appliance.Tests;

/// <summary>One launched appliance for all tests of a class, with the drives that the class needs.
/// Tests of one class run one after another and may share what is on the drives.</summary>
public abstract class GuestFixture : IAsyncLifetime
{
    /// <summary>The launched handle.</summary>
    public GuestFs Guest { get; } = TestMachine.CreateHandle();

    /// <summary>A directory on the host for the tests' files.</summary>
    public string HostDirectory { get; } = Directory.CreateTempSubdirectory("guestctl-test-").FullName;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        AddDrives();
        await Guest.LaunchAsync();
        await PrepareAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Guest.DisposeAsync();
        Directory.Delete(HostDirectory, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a shell command in the appliance: how tests make what no function makes yet.</summary>
    public string Shell(string command)
    {
        // As such it would lose its last ends of lines, and have its warnings in it.
        const string end = "(end)";
        const string wrapping = $"exec 2>/run/warnings; trap 'code=$?; printf \"{end}\"; [ $code = 0 ] || cat /run/warnings; exit $code' EXIT\n";
        var printed = Guest.Debug("sh", [wrapping + command]);
        return printed.EndsWith(end, StringComparison.Ordinal) ? printed[..^end.Length] : printed;
    }

    /// <summary>Adds the drives before launch.</summary>
    protected abstract void AddDrives();

    /// <summary>Makes file systems and mounts them after launch.</summary>
    protected virtual ValueTask PrepareAsync() => ValueTask.CompletedTask;
}

/// <summary>An appliance with one empty drive of 100 MiB.</summary>
public sealed class ScratchFixture : GuestFixture
{
    /// <inheritdoc/>
    protected override void AddDrives() => Guest.AddDriveScratch(100 << 20);
}
