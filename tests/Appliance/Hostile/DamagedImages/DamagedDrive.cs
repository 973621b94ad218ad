namespace GuestCtl.Appliance.Tests.Hostile.DamagedImages;

/// <summary>A machine with two drives of a size: sda, which is damaged again and again, and sdb, which holds the file system as it was made.</summary>
internal sealed class DamagedDrive : IAsyncDisposable
{
    /// <summary>How long a call may take. A damaged image makes no call slow; other tests on the machine may.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FileSystemKind _kind;
    private readonly TemporaryDirectory _directory = new();
    private readonly byte[] _image;
    private int[] _used = [];

    private DamagedDrive(FileSystemKind kind)
    {
        _kind = kind;
        _image = new byte[kind.MiB << 20];
        foreach (var name in (string[])["work", "whole"])
        {
            File.WriteAllBytes(_directory[name], _image);
        }
    }

    /// <summary>The machine that runs now.</summary>
    public GuestFs Guest { get; private set; } = TestMachine.CreateHandle();

    /// <summary>Launches a machine and makes the file system.</summary>
    public static async Task<DamagedDrive> CreateAsync(FileSystemKind kind)
    {
        var drive = new DamagedDrive(kind);
        try
        {
            await drive.LaunchAsync();
            await drive.Guest.DebugAsync("sh", [$"{kind.Script("/dev/sdb")}"]);
            using var image = new MemoryStream(drive._image);
            await drive.Guest.DownloadAsync("/dev/sdb", image);
            drive._used = Damage.UsedSectors(drive._image);
            return drive;
        }
        catch
        {
            await drive.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts the image on sda with the damage of a seed.</summary>
    public async Task DamageAsync(int seed)
    {
        await Guest.CopyDeviceToDeviceAsync("/dev/sdb", "/dev/sda").WaitAsync(Patience);
        foreach (var (sector, content) in Damage.Make(_image, _used, seed))
        {
            await Guest.PwriteDeviceAsync("/dev/sda", content, sector * 512L).WaitAsync(Patience);
        }
    }

    /// <summary>A new machine with the same drives, when the old one is lost.</summary>
    public async Task RelaunchAsync()
    {
        await Guest.DisposeAsync().AsTask().WaitAsync(Patience);
        Guest = TestMachine.CreateHandle();
        await LaunchAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Guest.DisposeAsync().AsTask().WaitAsync(Patience);
        _directory.Dispose();
    }

    private async Task LaunchAsync()
    {
        Guest.AddDrive(_directory["work"], format: "raw");
        Guest.AddDrive(_directory["whole"], format: "raw");
        await Guest.LaunchAsync();
    }
}
