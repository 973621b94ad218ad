namespace GuestCtl.Build;

/// <summary>The checkout that is being built, and where its products go.</summary>
internal sealed class Workspace
{
    public Workspace(string root) => Root = Path.GetFullPath(root);

    public string Root { get; }

    public string Solution => Path.Combine(Root, "GuestCtl.sln");

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The programs as they are delivered; the daemon stands beside the command-line tool.</summary>
    public string Bin => Path.Combine(Artifacts, "bin");

    /// <summary>The C library as it is delivered.</summary>
    public string Native => Path.Combine(Artifacts, "native");

    public string Symbols => Path.Combine(Artifacts, "symbols");

    /// <summary>The test images. <c>GUESTCTL_TEST_IMAGES</c> lets several checkouts share one folder.</summary>
    public string Images => Environment.GetEnvironmentVariable("GUESTCTL_TEST_IMAGES") is { Length: > 0 } shared
        ? Path.GetFullPath(shared)
        : Path.Combine(Artifacts, "images");

    public string GuestCtl => Path.Combine(Bin, "guestctl");

    /// <summary>Finds the checkout that holds this program, wherever below it the program was built.</summary>
    public static Workspace Containing(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "GuestCtl.sln")))
            {
                return new Workspace(at.FullName);
            }
        }

        throw new BuildException($"No GuestCtl.sln in {directory} or above it: the build program must stay inside its checkout.");
    }

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);
}
