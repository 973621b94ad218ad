namespace GuestCtl.Appliance.Tests.Inspection;

/// <summary>The two Debian images of the build program in one machine, read-only.</summary>
public sealed class RealImagesFixture : GuestFixture
{
    private static readonly string[] Images = ["debian-ext4.img", "debian-lvm.qcow2"];

    /// <summary>Whether the images are there; in CI they have to be.</summary>
    public static bool HasImages => Environment.GetEnvironmentVariable("CI") == "true" || Images.All(name => File.Exists(Image(name)));

    /// <summary>What was installed: name, version and architecture.</summary>
    public static string[] Packages(string image) => [.. File.ReadAllLines(Image(image + ".packages.tsv")).Where(line => line.Length > 0)];

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        foreach (var image in HasImages ? Images : [])
        {
            Guest.AddDrive(Image(image), readOnly: true, format: image.EndsWith("qcow2", StringComparison.Ordinal) ? "qcow2" : "raw");
        }
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Guest.InspectOs();
        return ValueTask.CompletedTask;
    }

    /// <summary>Where an image is.</summary>
    public static string Image(string name) => Path.Combine(TestMachine.Images, name);
}
