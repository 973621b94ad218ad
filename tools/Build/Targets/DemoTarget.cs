using System.CommandLine;
using GuestCtl.Build.Images;

namespace GuestCtl.Build.Targets;

/// <summary>Shows GuestCtl at work, on two Debian images that it makes or on an image of the user's.</summary>
internal sealed class DemoTarget(Workspace workspace)
{
    public Command Describe()
    {
        var image = new Argument<string?>("image") { Description = "A disk image to inspect, never changed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("demo", "Inspect a disk image; without one, make two with Debian on them first.") { image };
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(image), cancellation));
        return command;
    }

    private async Task<int> RunAsync(string? image, CancellationToken cancellation)
    {
        if (image is not null && !File.Exists(image))
        {
            throw new BuildException($"There is no disk image {image}.");
        }

        await new BuildTarget(workspace).RunAsync(cancellation);
        await new ApplianceTarget(workspace).RunAsync(cancellation);
        var images = image is null ? await TestImages.EnsureAllAsync(workspace, cancellation) : [Path.GetFullPath(image)];
        var worst = 0;
        foreach (var each in images)
        {
            worst = Math.Max(worst, await InspectAsync(each, cancellation));
        }

        return worst;
    }

    private Task<int> InspectAsync(string image, CancellationToken cancellation) => Progress.StepAsync(
        $"guestctl inspect -a {image}", () => Tool.ShowAsync(workspace.GuestCtl, ["inspect", "-a", image], cancellation));
}
