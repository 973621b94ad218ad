namespace GuestCtl.Build.Images;

/// <summary>The disk images of the demo and the tests, made once and kept.</summary>
internal static class TestImages
{
    public static Task<IReadOnlyList<string>> EnsureAllAsync(Workspace workspace, CancellationToken cancellation) =>
        Progress.StepAsync("test images", () => EnsureAsync(workspace, cancellation));

    private static async Task<IReadOnlyList<string>> EnsureAsync(Workspace workspace, CancellationToken cancellation)
    {
        var plain = Path.Combine(workspace.Images, DebianOnPartitions.FileName);
        var lvm = Path.Combine(workspace.Images, DebianOnLvm.FileName);
        Directory.CreateDirectory(workspace.Images);

        // A folder of its own for each run: two runs at once then only waste time, and neither can spoil an image.
        var work = Path.Combine(workspace.Images, $"work-{Environment.ProcessId}");
        var archive = Path.Combine(workspace.Images, "debian.tar");
        try
        {
            await MakeAsync(plain, DebianOnPartitions.Recipe, archive, work, folder =>
                DebianOnPartitions.CreateAsync(plain, archive, folder, cancellation), cancellation);
            await MakeAsync(lvm, DebianOnLvm.Recipe, archive, work, folder =>
                DebianOnLvm.CreateAsync(lvm, archive, folder, workspace.GuestCtl, cancellation), cancellation);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }

        // Kept only while an image is missing, so that a failure in the second does not install Debian again.
        File.Delete(archive);
        return [plain, lvm];
    }

    private static async Task MakeAsync(
        string image, int recipe, string archive, string work, Func<string, Task> create, CancellationToken cancellation)
    {
        var truth = new GroundTruth(image);
        if (truth.Holds(recipe))
        {
            return;
        }

        truth.Forget();
        if (!File.Exists(archive))
        {
            Progress.Note("installing Debian 12 from its packages");
            await DebianPackages.InstallAsync(archive, cancellation);
        }

        Progress.Note($"making {image}");
        var folder = Path.Combine(work, Path.GetFileNameWithoutExtension(image));
        Directory.CreateDirectory(folder);
        await create(folder);
    }
}
