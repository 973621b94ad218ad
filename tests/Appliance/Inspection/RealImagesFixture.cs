namespace GuestCtl.Appliance.Tests.Inspection;

/// <summary>The two Debian images of the build program in one machine, read-only.</summary>
public sealed class RealImagesFixture : GuestFixture
{
    public static string Image(string name)
    {
        var path = Path.Combine(TestMachine.Images, name);
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(path), $"{path} is missing: run ./build.sh images");
        return path;
    }

    /// <summary>What was installed: name, version and architecture.</summary>
    public static string[] Packages(string image) => [.. File.ReadAllLines(Image(image + ".packages.tsv")).Where(line => line.Length > 0)];

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDrive(Image("debian-ext4.img"), readOnly: true, format: "raw");
        Guest.AddDrive(Image("debian-lvm.qcow2"), readOnly: true, format: "qcow2");
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Guest.InspectOs();
        return ValueTask.CompletedTask;
    }
}
