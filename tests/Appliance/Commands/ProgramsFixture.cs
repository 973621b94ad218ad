using GuestCtl.Appliance.Tests.Inspection;

namespace GuestCtl.Appliance.Tests.Commands;

/// <summary>The Debian image of the build program, mounted for writing over an overlay, with a network.</summary>
public sealed class ProgramsFixture : GuestFixture
{
    /// <summary>The image's root file system.</summary>
    public const string Root = "/dev/sda2";

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.SetNetwork(true);
        if (RealImagesFixture.HasImages)
        {
            Guest.AddDrive(RealImagesFixture.Image("debian-ext4.img"), readOnly: true, format: "raw");
        }
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        if (RealImagesFixture.HasImages)
        {
            Guest.Mount(Root, "/");
        }

        return ValueTask.CompletedTask;
    }
}
